package dev.proxmoxmcp.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.settings.ClusterEntry.Endpoint;
import dev.proxmoxmcp.settings.ClusterEntry.Kind;
import dev.proxmoxmcp.settings.ClusterEntry.Login;
import dev.proxmoxmcp.settings.OldConfiguration.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations of the Python ProxmoxMCP, as its users have them. */
class OldConfigurationTest {
  private static final String SECRET = "11111111-2222-3333-4444-555555555555";

  /** Made with Python's cryptography library, as the old program did. */
  private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private static final String ENCRYPTED =
      "enc:ZGVmZ2hpamtsbW5vcHFycw==:Z0FBQUFBQnJCcXE3UGVIdTJ1ZzJqVWgwdEFDaEJ1X1h4Sk9uR0JmMDhJWjl0b0ZE"
          + "djE0WGhFQnQ2ejdqb1c2eEU5TVFhYkFrVTR2XzZRQnFhdjl0SzRYX0JibklQeFEwaUJlRTNnR3JuMzhaVWtwbW5P"
          + "dEVGR29pWmp5NXFVN29hRXVnSVdtd1lkcVQ=";
  private static final String ENCRYPTED_AT_FIRST =
      "enc:Z0FBQUFBQnJCcXE3VEZWajlvdXRFOUZQRk5kclNUOHNmcnZwXzhLTlU2SVJfeXhpQ0YwQTNJVS01U3VqVlJJRnhT"
          + "ZENRYTZiLUNaNzFlejNkOE5JNlFpdHczQUQ3YmwwYVktakZGcG8wS29vbGVPUldpUFlSZWFsbGw2ZmNSaTRLeHdV"
          + "dVQyYlJZOS0=";
  private static final String NESTED =
      """
      {
          "proxmox": {"host": "pve1.lan", "port": "8443", "verify_ssl": "false", "service": "PVE"},
          "auth": {"user": "root@pam", "token_name": "mcp", "token_value": "%s"},
          "logging": {"level": "CRITICAL", "format": "%%(message)s", "file": "mcp.log"}
      }
      """;

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();

  @Test
  void the_nested_form_is_read_and_what_has_no_place_here_is_told() throws IOException {
    OldConfiguration old = read(NESTED.formatted(SECRET));

    assertThat(old.kind()).isEqualTo(Kind.PVE);
    assertThat(old.endpoint()).isEqualTo(new Endpoint("pve1.lan", 8443));
    assertThat(old.user()).isEqualTo("root@pam");
    assertThat(old.tokenName()).isEqualTo("mcp");
    assertThat(old.token()).isEqualTo(new Token.InFile(Secret.of(SECRET), false));
    assertThat(old.verified()).isFalse();
    assertThat(old.logLevel()).isEqualTo("error");
    assertThat(old.notes())
        .containsExactly(
            file()
                + ":4:38: \"format\" was left out: a line of the log is text or JSON"
                + " (log.format).",
            file() + ":4:63: \"file\" was left out: the log goes to standard error.");
    assertThat(old.toString()).doesNotContain(SECRET);
  }

  @Test
  void the_flat_form_of_its_readme_is_read_too() throws IOException {
    OldConfiguration old =
        read(
            """
            {"host": "192.0.2.7", "user": "mcp@pve", "token_name": "a", "token_value": "%s",
             "verify_ssl": true}
            """
                .formatted(SECRET));

    assertThat(old.endpoint()).isEqualTo(new Endpoint("192.0.2.7", 8006));
    assertThat(old.verified()).isTrue();
    assertThat(old.logLevel()).isNull();
    assertThat(old.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {ENCRYPTED, ENCRYPTED_AT_FIRST})
  void an_encrypted_token_is_opened_with_the_master_key(String token) throws IOException {
    environment.put(OldReader.MASTER_KEY, MASTER_KEY);

    assertThat(read(NESTED.formatted(token)).token())
        .isEqualTo(new Token.InFile(Secret.of(SECRET), true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAAA", "no base64 at all", "QUFFQ0F3UUZCZ2NJQ1FvTERBME9EeEFSRWg="})
  void another_master_key_opens_nothing(String key) {
    environment.put(OldReader.MASTER_KEY, key);

    assertThatThrownBy(() -> read(NESTED.formatted(ENCRYPTED)))
        .hasMessage(file() + ":3:55: token_value cannot be opened with PROXMOX_MCP_MASTER_KEY.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"enc:", "enc:AAAA", "enc:x:y:z", "enc:::", "enc:AAAA:AAAA"})
  void what_is_no_encrypted_token_is_opened_by_nothing(String text) {
    assertThat(Fernet.open(text, MASTER_KEY)).isEqualTo(Optional.empty());
  }

  @Test
  void an_encrypted_token_without_the_master_key_is_told() {
    assertThatThrownBy(() -> read(NESTED.formatted(ENCRYPTED)))
        .hasMessageContaining("token_value is encrypted; set PROXMOX_MCP_MASTER_KEY");
  }

  @Test
  void a_token_in_a_variable_stays_there() throws IOException {
    assertThat(read(NESTED.formatted("${PVE_TOKEN}")).token())
        .isEqualTo(new Token.InVariable("PVE_TOKEN"));
    assertThat(read(NESTED.formatted("${PVE_TOKEN:?set it}")).token())
        .isEqualTo(new Token.InVariable("PVE_TOKEN"));
    assertThat(read(NESTED.formatted("${PVE_TOKEN:-" + SECRET + "}")).token())
        .isEqualTo(new Token.InFile(Secret.of(SECRET), false));
  }

  @Test
  void variables_stand_for_their_values_elsewhere() throws IOException {
    environment.put("PVE_HOST", "pve7");

    assertThat(
            read(NESTED.formatted(SECRET).replace("pve1.lan", "${PVE_HOST}.${DOMAIN:-lan}"))
                .endpoint()
                .host())
        .isEqualTo("pve7.lan");
    assertThatThrownBy(() -> read(NESTED.formatted(SECRET).replace("pve1.lan", "${OTHER:?set it}")))
        .hasMessageContaining(file() + ":2:17: the environment variable OTHER is not set.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "root@pam | '' | user takes a text, got an empty text.",
        "8443 | 80000 | \"80000\" is not a port",
        "\"false\" | \"maybe\" | verify_ssl is true or false.",
        "token_name | tokn_name | token_name is missing."
      })
  void what_is_wrong_is_told_with_its_place(String what, String instead, String message) {
    assertThatThrownBy(() -> read(NESTED.formatted(SECRET).replace(what, instead)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(file() + ":")
        .hasMessageContaining(message)
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void another_file_is_no_old_configuration() {
    assertThatThrownBy(() -> read("{version: 1, clusters: {}}"))
        .hasMessageContaining("this is no configuration of the Python ProxmoxMCP");
  }

  @Test
  void its_policy_is_named_with_what_it_never_protected() throws IOException {
    environment.put("PROXMOX_MCP_SECURITY_POLICY", "strict");

    assertThat(read(NESTED.formatted(SECRET)).notes())
        .anyMatch(note -> note.contains("`find / -delete`"));
  }

  @Test
  void the_server_answers_a_literal_token_with_the_command_that_takes_it_over() throws IOException {
    assertThatThrownBy(() -> served(NESTED.formatted(SECRET)))
        .hasMessage(
            file()
                + ": this is a configuration of the Python ProxmoxMCP, and the token's secret"
                + " stands in it. Run `proxmox-mcp migrate "
                + file()
                + "`: it writes a settings file, and puts the secret into a file of its own.");
  }

  @Test
  void the_server_takes_one_whose_token_is_encrypted() throws IOException {
    environment.put("PROXMOX_MCP_MASTER_KEY", MASTER_KEY);

    Settings settings = served(NESTED.formatted(ENCRYPTED));

    ClusterEntry cluster = settings.clusters().getFirst();
    assertThat(cluster.login()).isEqualTo(Login.token("root@pam!mcp", Secret.of(SECRET)));
    assertThat(cluster.endpoints()).containsExactly(new Endpoint("pve1.lan", 8443));
    assertThat(cluster.trust())
        .as("is answered with the fingerprint, as the variable of that name")
        .isEqualTo(new TrustSettings.VerificationOff());
    assertThat(cluster.places().trust()).isEqualTo(file() + ": verify_ssl");
    assertThat(settings.server().log().level()).isEqualTo("error");
    assertThat(settings.files()).containsExactly(file());
  }

  @Test
  void the_server_takes_one_whose_token_is_in_a_variable() throws IOException {
    environment.put("PVE_TOKEN", SECRET);

    ClusterEntry cluster =
        served(
                "{host: pbs1.lan, service: PBS, user: a@pbs, token_name: t,"
                    + " token_value: '${PVE_TOKEN}'}")
            .clusters()
            .getFirst();

    assertThat(cluster.login()).isEqualTo(new Login.Token(Kind.PBS, "a@pbs!t", Secret.of(SECRET)));
    assertThat(cluster.endpoints()).containsExactly(new Endpoint("pbs1.lan", 8007));
    assertThat(cluster.trust()).isEqualTo(new TrustSettings.SystemAuthorities());
  }

  @Test
  void a_pin_in_a_variable_answers_what_the_file_switched_off() throws IOException {
    environment.put("PROXMOX_MCP_MASTER_KEY", MASTER_KEY);
    environment.put("PROXMOX_FINGERPRINT", "aa:bb");

    assertThat(served(NESTED.formatted(ENCRYPTED)).clusters().getFirst().trust())
        .isEqualTo(new TrustSettings.Fingerprints(List.of("aa:bb")));
  }

  @Test
  void variables_of_the_server_count_beside_one() throws IOException {
    environment.put("PROXMOX_MCP_MASTER_KEY", MASTER_KEY);
    environment.put("PROXMOX_MCP_ALLOW", "change");
    environment.put("PROXMOX_MCP_LOG_LEVEL", "debug");

    ServerEntry server = served(NESTED.formatted(ENCRYPTED)).server();

    assertThat(server.allow()).containsExactlyInAnyOrder(Tier.READ, Tier.CHANGE);
    assertThat(server.log().level()).isEqualTo("debug");
  }

  @Test
  void what_a_variable_says_differently_is_refused() throws IOException {
    environment.put("PROXMOX_MCP_MASTER_KEY", MASTER_KEY);
    environment.put("PROXMOX_HOST", "pve2.lan");
    environment.put("PROXMOX_USER", "root@pam");

    assertThatThrownBy(() -> served(NESTED.formatted(ENCRYPTED)))
        .hasMessage(
            "PROXMOX_HOST is \"pve2.lan\", but "
                + file()
                + " has the host \"pve1.lan\"; keep one of them.");
  }

  @Test
  void variables_that_name_clusters_do_not_go_with_one() throws IOException {
    environment.put("PROXMOX_MCP_MASTER_KEY", MASTER_KEY);
    environment.put("PROXMOX_MCP_CLUSTERS_LAB_HOST", "pve2.lan");

    assertThatThrownBy(() -> served(NESTED.formatted(ENCRYPTED)))
        .hasMessageContaining("which has one cluster without a name");
  }

  @Test
  void its_values_are_not_shown_as_settings() throws IOException {
    environment.put("PROXMOX_MCP_MASTER_KEY", MASTER_KEY);
    Files.writeString(file(), NESTED.formatted(ENCRYPTED));

    assertThatThrownBy(() -> Settings.show(Optional.of(file()), environment))
        .hasMessageContaining("Run `proxmox-mcp migrate " + file())
        .hasMessageNotContaining("enc:");
  }

  private Settings served(String text) throws IOException {
    Files.writeString(file(), text);
    return Settings.read(Optional.of(file()), environment);
  }

  private OldConfiguration read(String text) throws IOException {
    Files.writeString(file(), text);
    return OldConfiguration.read(file(), environment);
  }

  private Path file() {
    return folder.resolve("config.json");
  }
}
