package dev.proxmoxmcp.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenIdEditTest {
  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Path file = Files.writeString(folder.resolve("settings.yaml"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    return file;
  }

  private static String clusters(String lab) {
    return """
    # é — characters that are longer in one form than in the other: 𝄞
    version: 1
    clusters: # all
      attic: {host: attic, token-id: mcp@pve!assistant, token-value: "env:ATTIC"}
      lab:
        host: lab # not the token assistant
        %s
        token-value: file:lab.token
    """
        .formatted(lab);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token-id: mcp@pve!assistant",
        "token-id: \"mcp@pve!assistant\"   # assistant",
        "token-id: 'mcp@pve!assistant'",
        "user: mcp@pve\n    token-name: assistant",
        "\"token-name\": \"assistant\"\n    user: assistant@pve",
        "token-id: >-\n      mcp@pve!assistant"
      })
  void only_the_name_changes_however_it_is_written(String lab) throws IOException {
    Path file = file(clusters(lab));

    TokenIdEdit.prepare(file, "lab", "assistant").to("assistant-2");

    int at =
        lab.indexOf("assistant", lab.contains("token-name") ? lab.indexOf("token-name") + 10 : 0);
    String wanted = lab.substring(0, at) + "assistant-2" + lab.substring(at + "assistant".length());
    assertThat(Files.readString(file)).isEqualTo(clusters(wanted));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void a_link_stays_one_and_json_is_yaml() throws IOException {
    Path file =
        file(
            "{\"version\": 1, \"clusters\": {\"lab\": {\"host\": \"lab\","
                + " \"token-id\": \"a@pve!one\", \"token-value\": \"store:x\"}}}");
    Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);

    TokenIdEdit.prepare(link, "lab", "one").to("one-2");

    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(Files.readString(file)).contains("\"token-id\": \"a@pve!one-2\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user: mcp@pve", // the name is in a variable
        "token-id: mcp@pve!other",
        "token-id: \"mcp@pve!assist\\u0061nt\"",
        "<<: {}"
      })
  void a_name_that_does_not_stand_there_as_it_is_read_is_refused(String lab) throws IOException {
    Path file = file(clusters(lab));

    assertThatThrownBy(() -> TokenIdEdit.prepare(file, "lab", "assistant"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("does not stand in " + file);
    assertThat(Files.readString(file)).isEqualTo(clusters(lab));
  }

  @Test
  void a_name_that_several_clusters_share_by_an_alias_is_refused() throws IOException {
    Path file =
        file(
            """
            version: 1
            clusters:
              one: {host: one, token-id: &id "a@pve!x", token-value: "env:A"}
              two: {host: two, token-id: *id, token-value: "env:B"}
            """);

    assertThatThrownBy(() -> TokenIdEdit.prepare(file, "two", "x"))
        .hasMessageContaining("in a form that can be changed there");
  }

  @Test
  void without_a_file_the_variable_is_named() {
    assertThatThrownBy(() -> TokenIdEdit.prepare(null, "lab", "assistant"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("PROXMOX_TOKEN_NAME");
  }
}
