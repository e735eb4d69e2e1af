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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sign for the home folder, which a shell does not always put right. */
class HomePathTest {
  private static final String SECRET = "11111111-2222-3333-4444-555555555555";

  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void aTokenInTheHomeFolder() throws IOException {
    Path file = Files.writeString(home.resolve("token"), SECRET);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    environment.putAll(
        Map.of(
            "HOME", home.toString(),
            "PROXMOX_HOST", "pve1.example.org",
            "PROXMOX_USER", "mcp@pve",
            "PROXMOX_TOKEN_NAME", "assistant",
            "PROXMOX_TOKEN_VALUE_FILE", "~/token"));
  }

  @Test
  void in_every_variable_it_is_the_home_folder() {
    environment.put("PROXMOX_CA_FILE", "~/ca.pem");
    environment.put("PROXMOX_SSH_KEY_FILE", "~/key");
    environment.put("PROXMOX_SSH_KNOWN_HOSTS", "~/hosts");

    ClusterEntry cluster = EnvironmentSettings.read(environment);

    assertThat(cluster.login().secret().reveal()).isEqualTo(SECRET);
    assertThat(cluster.places().home()).isEqualTo(new SecretPlace.InFile(home.resolve("token")));
    assertThat(cluster.trust()).isEqualTo(new TrustSettings.AuthorityFile(home.resolve("ca.pem")));
    assertThat(cluster.ssh())
        .extracting(SshEntry::keyFile, SshEntry::knownHosts)
        .containsExactly(home.resolve("key"), home.resolve("hosts"));
    assertThat(SettingsFile.find(null, Map.of("HOME", home + "", "PROXMOX_MCP_CONFIG", "~/s.yaml")))
        .contains(home.resolve("s.yaml"));
  }

  @Test
  void where_nobody_says_which_folder_that_is_the_whole_path_is_asked_for() {
    environment.remove("HOME");

    assertThatThrownBy(() -> EnvironmentSettings.read(environment))
        .hasMessage(
            "PROXMOX_TOKEN_VALUE_FILE: ~/ is your home folder, and HOME does not say which that is;"
                + " write the whole path.");
  }

  @Test
  void the_settings_file_and_the_store_s_variables_ask_for_it_alike() throws IOException {
    environment.remove("HOME");
    environment.put("PROXMOX_MCP_SECRETS_STORE", "~/store");
    Path file =
        Files.writeString(
            home.resolve("settings.yaml"),
            """
            version: 1
            state: ~/state
            secrets:
              key-file: ~/key
            clusters:
              lab: {host: pve1, token-id: "mcp@pve!a", token-value: "file:~/token", ca-file: ~/ca}
            """);
    String wrong = ": ~/ is your home folder, and HOME does not say which that is;";

    assertThatThrownBy(() -> Settings.read(Optional.of(file), environment))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(
            "state" + wrong,
            "key-file" + wrong,
            "PROXMOX_MCP_SECRETS_STORE" + wrong,
            "token-value" + wrong,
            "ca-file" + wrong)
        .hasMessageNotContaining("takes a path");
    assertThatThrownBy(
            () -> StateFolder.find(Optional.empty(), Map.of("PROXMOX_MCP_STATE", "~/state")))
        .hasMessage("PROXMOX_MCP_STATE" + wrong + " write the whole path.");
  }

  @Test
  void on_a_command_line_it_is_the_shell_s_and_what_it_left_is_named_whole() {
    assertThatThrownBy(() -> SettingsFile.find("~/lab.yaml", environment))
        .isInstanceOf(PathProblem.class)
        .hasMessage(
            "--config: `~` is not expanded here, and no shell did it; write %s/lab.yaml."
                .formatted(System.getProperty("user.home")));
    assertThat(SettingsFile.find("./~/lab.yaml", environment))
        .isEqualTo(Optional.of(Path.of("~/lab.yaml").toAbsolutePath()));
  }
}
