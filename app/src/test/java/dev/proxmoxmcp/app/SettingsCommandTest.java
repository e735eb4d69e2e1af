package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code settings check} and {@code settings show}, as a person at a terminal reads them. */
class SettingsCommandTest {
  private static final String PIN = "AB:".repeat(31) + "AB";
  private static final String HOST_KEY = "SHA256:" + "x".repeat(42) + "A";

  @TempDir Path folder;

  @Test
  void settings_that_can_be_used_are_told_with_their_clusters_and_the_file_that_counts()
      throws IOException {
    String file = good();

    CommandRun run =
        CommandRun.in(
            Map.of("T", Settings.SECRET, "HOME", folder.toString()),
            "settings",
            "check",
            "--config",
            file);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            "OK: "
                + file
                + "; 2 clusters: lab (pve at pve1.example.org:8006), vault (pbs at"
                + " backup.example.org:8007)");
  }

  @Test
  void variables_alone_are_checked_too() {
    assertThat(CommandRun.in(Settings.complete(), "settings", "check").out())
        .isEqualTo(
            "OK: environment variables, no file; 1 cluster: pve.invalid (pve at"
                + " pve.invalid:8006)");
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() throws IOException {
    String file =
        write(
            """
            version: 1
            alow: read
            log: {level: loud}
            http: {adress: x}
            clusters:
              lab:
                hots: pve1
                token-id: mcp@pve!a
                token-value: %s
                port: 123456
                ssh: {key-file: k, host-keys: x, known-hosts: y}
            """
                .formatted(Settings.SECRET));

    CommandRun run =
        CommandRun.in(
            Map.of("PROXMOX_MCP_LOG_FORMAT", "xml", "PROXMOX_MCP_LOG_LEVL", "info"),
            "settings",
            "check",
            "--config",
            file);

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).doesNotContain(Settings.SECRET);
    Golden.check("settings-check.txt", run.err().replace(folder.toString(), "FOLDER").strip());
  }

  @Test
  void what_only_the_client_and_the_server_know_is_checked_as_well() throws IOException {
    String file =
        write(
            """
            version: 1
            http: {address: "somewhere:else"}
            clusters:
              lab: {host: pve1, token-id: mcp@pve!a, token-value: env:T, ca-file: nowhere.pem}
            """);

    CommandRun run =
        CommandRun.in(Map.of("T", Settings.SECRET), "settings", "check", "--config", file);

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.err())
        .startsWith(
            file + ":2:17: http.address: \"somewhere:else\" is no address to listen on; write")
        .contains("\n" + file + ":4:62: ca-file: the CA file ", "nowhere.pem does not exist");
  }

  @Test
  void every_value_is_shown_with_its_origin_and_no_secret() throws IOException {
    String file = good();
    Map<String, String> environment =
        Map.of(
            "T",
            Settings.SECRET,
            "HOME",
            folder.toString(),
            "PROXMOX_MCP_LOG_LEVEL",
            "debug",
            "PROXMOX_MCP_CLUSTERS_LAB_PORT",
            "443");

    CommandRun text = CommandRun.in(environment, "settings", "show", "--config", file);
    CommandRun json = CommandRun.in(environment, "settings", "show", "--json", "--config", file);

    assertThat(text.exitCode()).isZero();
    Golden.check("settings-show.txt", text.out().replace(folder.toString(), "FOLDER"));
    Golden.check("settings-show.json", json.out().replace(folder.toString(), "FOLDER"));
    assertThat(text.out() + json.out()).doesNotContain(Settings.SECRET);
  }

  @Test
  void the_variables_of_one_host_are_shown_too() {
    CommandRun run = CommandRun.in(Settings.complete(), "settings", "show");

    Golden.check("settings-show-one-host.txt", run.out());
    assertThat(run.out()).doesNotContain(Settings.SECRET);
  }

  @Test
  void settings_that_cannot_be_used_are_not_shown_but_told() {
    CommandRun run = CommandRun.of("settings", "show");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("No Proxmox host is configured.");
  }

  private String good() throws IOException {
    Files.setPosixFilePermissions(
        Files.writeString(folder.resolve("lab.token"), Settings.SECRET),
        PosixFilePermissions.fromString("rw-------"));
    return write(
        """
        version: 1
        allow: [read, change]
        clusters:
          lab:
            endpoints: [pve1.example.org, pve2.example.org]
            token-id: mcp@pve!assistant
            token-value: file:lab.token
            fingerprints: {pve1: "%1$s", pve2: ["%1$s"]}
            ssh: {key-file: ~/.ssh/key, host-keys: ["%2$s", "%2$s"]}
          vault:
            kind: pbs
            host: backup.example.org
            user: mcp@pbs
            token-name: assistant
            token-value: env:T
        """
            .formatted(PIN, HOST_KEY));
  }

  private String write(String text) throws IOException {
    return Files.writeString(folder.resolve("settings.yaml"), text).toString();
  }
}
