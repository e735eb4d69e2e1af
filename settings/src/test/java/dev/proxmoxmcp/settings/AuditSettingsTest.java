package dev.proxmoxmcp.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state folder and the section {@code audit}. */
class AuditSettingsTest {
  @TempDir Path folder;

  private AuditEntry read(String lines, Map<String, String> variables) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("settings.yaml"),
            """
            version: 1
            %s
            clusters:
              lab: {host: pve1, token-id: mcp@pve!a, token-value: env:T}
            """
                .formatted(lines));
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("T", "0f6b8a52-93f1-4f0e-8d4b-ab2f3f0a5c11");
    Settings settings = Settings.read(Optional.of(file), environment);
    assertThat(settings.files())
        .as("nobody watches what changes all the time")
        .containsOnly(file, folder.resolve("secrets.sealed"));
    return settings.audit();
  }

  @Test
  void all_of_it_is_read() throws IOException {
    AuditEntry audit =
        read(
            """
            state: here
            audit:
              keep-days: 400
              keep-records: 100000
              format: ocsf
              file: /var/log/proxmox-mcp/audit.jsonl
              file-megabytes: 5
              files-kept: 0
              syslog: logs.example.org
              syslog-ca-file: ca.pem
              journal: true
              http: https://siem.example.org:8443/in
              http-token: env:TOKEN
            """,
            Map.of("TOKEN", "a-bearer-token-of-the-collector"));

    assertThat(audit.state()).isEqualTo(folder.resolve("here"));
    assertThat(audit.kept()).isEqualTo(new AuditEntry.Kept(400, 100_000));
    assertThat(audit.ocsf()).isTrue();
    assertThat(audit.file())
        .isEqualTo(new AuditEntry.ToFile(Path.of("/var/log/proxmox-mcp/audit.jsonl"), 5, 0));
    assertThat(audit.syslog())
        .isEqualTo(new AuditEntry.ToSyslog("logs.example.org", 6514, folder.resolve("ca.pem")));
    assertThat(audit.journal()).isTrue();
    PostTarget http = audit.http();
    assertThat(http).isNotNull();
    assertThat(Optional.ofNullable(http).map(PostTarget::address))
        .contains(URI.create("https://siem.example.org:8443/in"));
    assertThat(audit.toString()).doesNotContain("a-bearer-token");
  }

  @Test
  void a_file_is_set_aside_at_a_size_that_is_documented() throws IOException {
    assertThat(read("audit: {file: a.jsonl}", Map.of()).file())
        .isEqualTo(new AuditEntry.ToFile(folder.resolve("a.jsonl"), 100, 10));
  }

  @Test
  void variables_say_the_same() throws IOException {
    AuditEntry audit =
        read(
            "",
            Map.of(
                "PROXMOX_MCP_STATE", "/srv/state",
                "PROXMOX_MCP_AUDIT_JOURNAL", "true",
                "PROXMOX_MCP_AUDIT_KEEP_DAYS", "30"));

    assertThat(audit.state()).isEqualTo(Path.of("/srv/state"));
    assertThat(audit.journal()).isTrue();
    assertThat(audit.kept().days()).isEqualTo(30);
  }

  @Test
  void the_token_may_stand_in_a_file_that_a_variable_names() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "a-bearer-token-of-the-collector");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));

    PostTarget http =
        read(
                "audit: {http: 'https://siem.example.org/in'}",
                Map.of("PROXMOX_MCP_AUDIT_HTTP_TOKEN_FILE", token.toString()))
            .http();

    assertThat(Optional.ofNullable(http).map(PostTarget::token))
        .contains(Secret.of("a-bearer-token-of-the-collector"));
  }

  @Test
  void everything_that_is_wrong_is_said_at_its_place() {
    assertThatThrownBy(() ->
            read(
                """
                audit:
                  keep-days: 0
                  format: xml
                  files-kept: 3
                  syslog: "logs.example.org:99999"
                  journal: perhaps
                  http: http://siem.example.org/in
                  http-token: the-token-itself
                  fil: a
                """,
                Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(":3:14: keep-days is a number from 1 to 36500.")
        .hasMessageContaining("format is jsonl or ocsf.")
        .hasMessageContaining("files-kept says nothing without file.")
        .hasMessageContaining("syslog takes host:port")
        .hasMessageContaining("journal is true or false.")
        .hasMessageContaining("http takes an https:// address")
        .hasMessageContaining("secret set audit-token")
        .hasMessageContaining("did you mean file?")
        .hasMessageNotContaining("the-token-itself");
  }

  @Test
  void a_relative_folder_in_a_variable_is_refused() {
    assertThatThrownBy(() -> read("", Map.of("PROXMOX_MCP_STATE", "state")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("PROXMOX_MCP_STATE: state takes an absolute path");
    assertThatThrownBy(
            () -> StateFolder.find(Optional.empty(), Map.of("PROXMOX_MCP_STATE", "state")))
        .isInstanceOf(SettingsException.class);
  }

  @Test
  void the_state_folder_is_found_without_any_cluster() {
    assertThat(StateFolder.find(Optional.empty(), Map.of())).isEmpty();
    assertThat(StateFolder.find(Optional.empty(), Map.of("HOME", "/home/anna")))
        .contains(Path.of("/home/anna/.local/state/proxmox-mcp"));
    assertThat(
            StateFolder.find(
                Optional.empty(), Map.of("HOME", "/home/anna", "PROXMOX_MCP_STATE", "/srv/x")))
        .contains(Path.of("/srv/x"));
  }
}
