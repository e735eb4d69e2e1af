package dev.proxmoxmcp.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the settings point to, whatever else is wrong with them. */
class NamedFilesTest {
  @TempDir private Path home;

  private Path settings(String text) throws IOException {
    return Files.writeString(home.resolve("settings.yaml"), text);
  }

  @Test
  void files_and_names_are_found_in_settings_that_cannot_be_used() throws IOException {
    Path file =
        settings(
            """
            colour: green
            clusters:
              lab:
                host: pve1.example.org
                token-value: file:lab.token
                ssh:
                  key-file: keys/node
              away:
                token-value: store:away-token
            secrets:
              store: sealed
              key-file: store.key
            """);

    NamedFiles named = NamedFiles.of(Optional.of(file), Map.of("HOME", home.toString()));

    assertThat(named.storeNames()).containsExactly("away-token");
    assertThat(named.files())
        .extracting(NamedFile::path, NamedFile::use)
        .containsExactlyInAnyOrder(
            tuple(file, NamedFile.Use.SETTINGS),
            tuple(home.resolve("lab.token"), NamedFile.Use.SECRET),
            tuple(home.resolve("keys/node"), NamedFile.Use.SSH_KEY),
            tuple(home.resolve("sealed"), NamedFile.Use.STORE),
            tuple(home.resolve("store.key"), NamedFile.Use.STORE_KEY));
  }

  @Test
  void a_secret_that_stands_in_the_settings_is_taken_for_no_file() throws IOException {
    Path file =
        settings(
            """
            version: 1
            clusters:
              lab:
                token-value: 11111111-2222-3333-4444-555555555555
            """);

    NamedFiles named = NamedFiles.of(Optional.of(file), Map.of());

    assertThat(named.files().toString()).doesNotContain("11111111");
  }

  @Test
  void a_variable_can_name_a_file() {
    NamedFiles named =
        NamedFiles.of(Optional.empty(), Map.of("PROXMOX_TOKEN_VALUE_FILE", "/run/secrets/pve"));

    assertThat(named.files())
        .contains(
            new NamedFile(
                "PROXMOX_TOKEN_VALUE_FILE", Path.of("/run/secrets/pve"), NamedFile.Use.SECRET));
  }
}
