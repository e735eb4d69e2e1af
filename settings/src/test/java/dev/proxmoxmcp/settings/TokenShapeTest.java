package dev.proxmoxmcp.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people paste in the place of a token's secret is named before a host is asked. */
class TokenShapeTest {
  private static final String PART = "11111111-2222";
  private static final String UUID = PART + "-3333-4444-555555555555";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "mcp@pve!assistant=UUID | more than the secret stands here; keep the UUID at its end",
        "mcp@pbs!assistant:UUID | more than the secret stands here",
        "PVEAPIToken=mcp@pve!assistant=UUID | more than the secret stands here",
        "PROXMOX_TOKEN_VALUE=UUID | more than the secret stands here",
        "value UUID | more than the secret stands here",
        "mcp@pve!assistant | this is the id of a token and not its secret",
        "\"UUID\" | a quotation mark stands around the secret",
        "'UUID | a quotation mark stands around the secret",
        "11111111-2222-3333-4444-55555555555 | a UUID has 36 characters, and here are 35",
        "UUIDUUID | a UUID has 36 characters, and here are 72"
      })
  void what_cannot_be_a_secret_is_refused_and_not_shown(String pasted, String message) {
    assertThatThrownBy(() -> EnvironmentSettings.read(environment(pasted.replace("UUID", UUID))))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("PROXMOX_TOKEN_VALUE: ")
        .hasMessageContaining(message)
        .hasMessageNotContaining(PART);
  }

  @ParameterizedTest
  @ValueSource(strings = {UUID, "11111111-AAAA-3333-4444-555555555555", "written-by-hand", "abc="})
  void what_may_be_one_is_taken(String secret) {
    assertThat(EnvironmentSettings.read(environment(secret)).login().secret().reveal())
        .isEqualTo(secret);
  }

  @Test
  void a_file_and_the_settings_name_their_own_place() throws IOException {
    Path secret = Files.writeString(folder.resolve("token"), "mcp@pve!a=" + UUID + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Map<String, String> environment = environment("");
    environment.put("PROXMOX_TOKEN_VALUE_FILE", secret.toString());
    assertThatThrownBy(() -> EnvironmentSettings.read(environment))
        .hasMessageStartingWith("PROXMOX_TOKEN_VALUE_FILE: more than the secret")
        .hasMessageNotContaining(PART);

    Path settings =
        Files.writeString(
            folder.resolve("settings.yaml"),
            """
            version: 1
            clusters:
              lab:
                host: pve1
                token-id: mcp@pve!a
                token-value: file:token
            """);
    assertThatThrownBy(() -> Settings.read(Optional.of(settings), Map.of()))
        .hasMessageStartingWith(settings + ":6:18: token-value: more than the secret")
        .hasMessageNotContaining(PART);
  }

  private static Map<String, String> environment(String secret) {
    return new HashMap<>(
        Map.of(
            "PROXMOX_HOST", "pve1.example.org",
            "PROXMOX_USER", "mcp@pve",
            "PROXMOX_TOKEN_NAME", "assistant",
            "PROXMOX_TOKEN_VALUE", secret));
  }
}
