package dev.proxmoxmcp.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster is added and taken out, and nothing else of the file changes. */
class SettingsTextTest {
  private static final Path FILE = Path.of("settings.yaml");

  private static SettingsText text(String text) {
    return SettingsText.fresh(FILE, text);
  }

  private static SequencedMap<String, Object> keys() {
    SequencedMap<String, Object> keys = new LinkedHashMap<>();
    keys.put("host", "pve1.example.org:8006");
    keys.put("token-id", "mcp@pve!assistant");
    keys.put("token-value", "store:lab-token");
    keys.put("fingerprints", List.of("AA:BB"));
    return keys;
  }

  private static final String BLOCK =
      """
        lab:
          host: pve1.example.org:8006
          token-id: mcp@pve!assistant
          token-value: store:lab-token
          fingerprints: ["AA:BB"]
      """;

  @Test
  void the_first_cluster_of_a_new_file_makes_the_section() {
    assertThat(text("version: 1\n").withCluster("lab", keys()).text())
        .isEqualTo("version: 1\nclusters:\n" + BLOCK);
  }

  @Test
  void a_further_cluster_stands_behind_the_others_and_comments_stay() {
    String before =
        """
        # mine
        version: 1
        clusters:

          # the old one
          attic:
            host: "192.0.2.7" # downstairs
            fingerprints:
              - "AA:BB"   # until May
        # the end
        log: {level: info}
        """;

    SettingsText made = text(before).withCluster("lab", keys());

    assertThat(made.text()).isEqualTo(before.replace("# until May\n", "# until May\n" + BLOCK));
    assertThat(made.clusters()).containsExactly("attic", "lab");
    assertThat(made.withoutCluster("lab").text()).isEqualTo(before);
  }

  @ParameterizedTest
  @SuppressWarnings("StringConcatToTextBlock") // one for each line is easier to read here
  @ValueSource(
      strings = {
        "version: 1\n",
        "version: 1",
        "version: 1\nclusters:\n    attic:\n        host: a\n\n\nlog:\n  level: info\n",
        "version: 1\nclusters:\n  attic: {host: a}\n",
        "version: 1\nclusters: {attic: {host: a}}\n",
        "{\"version\": 1, \"clusters\": {\"attic\": {\"host\": \"a\"}}}",
        "{\n  \"version\": 1,\n  \"clusters\": {\n    \"ättic😀\": {\"host\": \"a\"}\n  }\n}\n",
        "version: 1\n"
            + "clusters:\n"
            + "  attic:\n"
            + "    note: |\n"
            + "      some\n"
            + "      lines\n"
            + "log: {level: info}\n"
      })
  void whatever_the_file_looks_like_the_cluster_gets_in_and_out(String before) {
    SettingsText with = text(before).withCluster("lab", keys());

    assertThat(with.clusters()).contains("lab");
    assertThat(with.withoutCluster("lab").text().strip()).isEqualTo(before.strip());
  }

  @Test
  void a_section_without_anything_is_filled() {
    assertThat(text("version: 1\nclusters:\n").withCluster("lab", keys()).text())
        .isEqualTo("version: 1\nclusters:\n" + BLOCK);
    assertThat(text("version: 1\nclusters: {}\n").withCluster("lab", keys()).clusters())
        .containsExactly("lab");
  }

  @Test
  void a_section_is_added_at_the_end() {
    SequencedMap<String, Object> keys = new LinkedHashMap<>();
    keys.put("key-file", "/home/me/my \"key\"");

    assertThat(text("version: 1\n").withSection("secrets", keys).text())
        .isEqualTo("version: 1\nsecrets:\n  key-file: \"/home/me/my \\\"key\\\"\"\n");
  }

  @Test
  void what_would_be_something_else_in_yaml_is_quoted() {
    SequencedMap<String, Object> keys = new LinkedHashMap<>();
    keys.put("host", "2001:db8::1");
    keys.put("user", "off");

    assertThat(text("version: 1\n").withCluster("on", keys).text())
        .endsWith("  \"on\":\n    host: \"2001:db8::1\"\n    user: \"off\"\n");
  }

  @Test
  void a_cluster_that_is_not_there_is_taken_out_without_a_change() {
    SettingsText one = text("version: 1\nclusters:\n  attic: {host: a}\n");

    assertThat(one.withoutCluster("lab")).isSameAs(one);
    assertThat(text("version: 1\n").withoutCluster("lab").text()).isEqualTo("version: 1\n");
  }

  @Test
  void a_section_is_taken_out_and_all_else_stays_as_it_was_written() {
    String rest = "version: 1 # mine\nclusters:\n  attic: {host: a}\n";

    assertThat(text(rest + "secrets:\n  store: s\n").withoutSection("secrets").text())
        .isEqualTo(rest);
    assertThat(text("{version: 1, secrets: {store: s}}").withoutSection("secrets").text())
        .isEqualTo("{version: 1}");
    SettingsText none = text(rest);
    assertThat(none.withoutSection("secrets")).isSameAs(none);
  }

  @Test
  void a_file_that_it_cannot_change_safely_is_left_with_what_to_write() {
    SettingsText anchored = text("version: 1\nclusters: &all\n  ? attic\n  : {host: a}\n...\n");

    assertThatThrownBy(() -> anchored.withSection("secrets", keys()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("does not change by itself. Write this into it:\nsecrets:\n");
  }

  @Test
  void the_file_is_its_owners_alone_and_what_was_there_is_kept_beside_it(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("new/settings.yaml");
    OwnersFile own = new OwnersFile(file);

    assertThat(own.writeWithBackup("one")).isEmpty();
    assertThat(own.writeWithBackup("two")).contains(folder.resolve("new/settings.yaml.bak"));

    assertThat(file).hasContent("two");
    assertThat(folder.resolve("new/settings.yaml.bak")).hasContent("one");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new"))))
        .isEqualTo("rwx------");
    own.delete();
    own.delete();
    assertThat(own.read()).isEmpty();
  }
}
