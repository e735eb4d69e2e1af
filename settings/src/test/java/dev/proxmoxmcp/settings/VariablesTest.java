package dev.proxmoxmcp.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.settings.ClusterEntry.Endpoint;
import dev.proxmoxmcp.settings.ClusterEntry.Kind;
import dev.proxmoxmcp.settings.key.Key;
import dev.proxmoxmcp.settings.key.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The variable of every key, alone and beside a file. */
class VariablesTest {
  private static final String SECRET = "11111111-2222-3333-4444-555555555555";
  private static final String LAB = "PROXMOX_MCP_CLUSTERS_LAB_";

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();

  @Test
  void several_clusters_need_no_file() throws IOException {
    lab();
    set(LAB + "SSH_KEY_FILE", "/keys/lab");
    set(LAB + "SSH_HOST_KEYS", "SHA256:a, SHA256:b");
    set(LAB + "SSH_ADDRESSES", "pve1=10.0.0.1, pve2=10.0.0.2:2222");
    set(LAB + "FINGERPRINTS", "pve1=AA, pve1=BB, pve2=CC");
    set("PROXMOX_MCP_CLUSTERS_OFF_SITE_KIND", "pbs");
    set("PROXMOX_MCP_CLUSTERS_OFF_SITE_ENDPOINTS", "pbs1,pbs2:443");
    set("PROXMOX_MCP_CLUSTERS_OFF_SITE_USER", "mcp@pbs");
    set("PROXMOX_MCP_CLUSTERS_OFF_SITE_TOKEN_NAME", "a");
    set("PROXMOX_MCP_CLUSTERS_OFF_SITE_TOKEN_VALUE_FILE", secretFile().toString());

    List<ClusterEntry> clusters = read().clusters();

    assertThat(clusters).extracting(ClusterEntry::name).containsExactly("lab", "off_site");
    assertThat(clusters.getFirst().login().secret()).isEqualTo(Secret.of(SECRET));
    assertThat(clusters.getFirst().trust())
        .isEqualTo(
            new TrustSettings.NodeFingerprints(
                Map.of("pve1", List.of("AA", "BB"), "pve2", List.of("CC")), null));
    assertThat(clusters.getFirst().ssh())
        .satisfies(ssh -> {
          assertThat(ssh.keyFile()).isEqualTo(Path.of("/keys/lab"));
          assertThat(ssh.hostKeys()).containsExactly("SHA256:a", "SHA256:b");
          assertThat(ssh.addresses())
              .containsEntry("pve1", "10.0.0.1")
              .containsEntry("pve2", "10.0.0.2:2222");
        });
    ClusterEntry offSite = clusters.getLast();
    assertThat(offSite.login().kind()).isEqualTo(Kind.PBS);
    assertThat(offSite.login().id()).isEqualTo("mcp@pbs!a");
    assertThat(offSite.login().secret()).isEqualTo(Secret.of(SECRET));
    assertThat(offSite.endpoints())
        .containsExactly(new Endpoint("pbs1", 8007), new Endpoint("pbs2", 443));
  }

  @Test
  void the_server_is_told_by_variables_beside_those_of_one_host() {
    set("PROXMOX_HOST", "pve1");
    set("PROXMOX_USER", "mcp@pve");
    set("PROXMOX_TOKEN_NAME", "a");
    set("PROXMOX_TOKEN_VALUE", SECRET);
    set("PROXMOX_MCP_ALLOW", "change, exec");
    set("PROXMOX_MCP_LEAN", "true");
    set("PROXMOX_MCP_HTTP_ADDRESS", "[::1]:9000");
    set("PROXMOX_MCP_LOG_LEVEL", "Debug");
    set("PROXMOX_MCP_LOG_FORMAT", "json");

    Settings settings = read();

    assertThat(settings.clusters()).extracting(ClusterEntry::name).containsExactly((String) null);
    ServerEntry server = settings.server();
    assertThat(server.allow()).containsExactlyInAnyOrder(Tier.READ, Tier.CHANGE, Tier.EXEC);
    assertThat(server.lean()).isTrue();
    assertThat(server.http().address())
        .isEqualTo(new ServerEntry.Placed("[::1]:9000", "PROXMOX_MCP_HTTP_ADDRESS: http.address"));
    assertThat(server.log()).isEqualTo(new ServerEntry.Log("debug", "json"));
  }

  @Test
  void the_file_says_the_same_about_the_server() throws IOException {
    ServerEntry server =
        read("""
        version: 1
        allow: [read, destroy]
        lean: true
        http: {address: "127.0.0.1:9000"}
        log: {level: warning, format: text}
        clusters: {lab: {host: pve1, token-id: mcp@pve!a, token-value: env:T}}
        """)
            .server();

    assertThat(server.allow()).containsExactlyInAnyOrder(Tier.READ, Tier.DESTROY);
    assertThat(server.lean()).isTrue();
    assertThat(server.http().address())
        .isEqualTo(new ServerEntry.Placed("127.0.0.1:9000", file() + ":4:17: http.address"));
    assertThat(server.log()).isEqualTo(new ServerEntry.Log("warning", "text"));
  }

  @Test
  void a_variable_adds_to_the_file_and_may_repeat_it() throws IOException {
    set(LAB + "CA_FILE", "/etc/ssl/lab.pem");
    set(LAB + "HOST", "pve1");
    set("PROXMOX_MCP_CLUSTERS_MY_ATTIC_PORT", "443");

    List<ClusterEntry> clusters =
        read("""
        version: 1
        clusters:
          lab: {host: pve1, token-id: mcp@pve!a, token-value: env:T}
          my.attic: {host: pve2, token-id: mcp@pve!a, token-value: env:T}
        """)
            .clusters();

    assertThat(clusters.getFirst().trust())
        .isEqualTo(new TrustSettings.AuthorityFile(Path.of("/etc/ssl/lab.pem")));
    assertThat(clusters.getLast().name()).isEqualTo("my.attic");
    assertThat(clusters.getLast().endpoints()).containsExactly(new Endpoint("pve2", 443));
  }

  @Test
  void what_a_variable_and_the_file_say_differently_is_refused_with_both_places() {
    set(LAB + "HOST", "pve2");
    set(LAB + "TOKEN_VALUE", "another-secret");
    set("PROXMOX_MCP_LOG_LEVEL", "debug");

    assertThatThrownBy(() ->
            read(
                """
                version: 1
                log:
                  level: info
                clusters:
                  lab: {host: pve1, token-id: mcp@pve!a, token-value: env:T}
                """))
        .hasMessageContaining(
            LAB
                + "HOST and "
                + file()
                + ":5:15 say different things about host: pve2 and pve1; keep one of them.")
        .hasMessageContaining(
            LAB
                + "TOKEN_VALUE and "
                + file()
                + ":5:55 say different things about token-value; keep one of them.")
        .hasMessageContaining("PROXMOX_MCP_LOG_LEVEL and " + file() + ":3:10 say different things")
        .hasMessageNotContaining("another-secret");
  }

  @Test
  void two_answers_to_one_question_are_told_with_the_variable() {
    set(LAB + "ENDPOINTS", "pve2,pve3");

    assertThatThrownBy(() ->
            read(
                """
                version: 1
                clusters: {lab: {host: pve1, token-id: mcp@pve!a, token-value: env:T}}
                """))
        .hasMessage(
            LAB
                + "ENDPOINTS: host and endpoints are two answers to one question; keep one of"
                + " them.");
  }

  @Test
  void the_variables_of_one_host_beside_those_of_clusters_are_refused() {
    lab();
    set("PROXMOX_HOST", "pve7");

    assertThatThrownBy(this::read)
        .hasMessageContaining("PROXMOX_HOST is set, and PROXMOX_MCP_CLUSTERS_… configures");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PROXMOX_MCP_ALOW | read | PROXMOX_MCP_ALOW: no setting has this variable; did you mean"
            + " PROXMOX_MCP_ALLOW? Accepted: PROXMOX_MCP_ALLOW, PROXMOX_MCP_LEAN,",
        "PROXMOX_MCP_SECRETS_KEYFILE | x | did you mean PROXMOX_MCP_SECRETS_KEY_FILE?",
        "PROXMOX_MCP_SECRETS_PASSPHRASE | x | PROXMOX_MCP_SECRETS_PASSPHRASE is not taken: what",
        "PROXMOX_MCP_VERSION | 1 | PROXMOX_MCP_VERSION: no setting has this variable",
        "PROXMOX_MCP_CLUSTERS_LAB_HOTS | x | no setting has this variable",
        "PROXMOX_MCP_CLUSTERS_HOST | x | no setting has this variable",
        "PROXMOX_MCP_ALLOW | all | PROXMOX_MCP_ALLOW: allow is read, change, destroy, exec or"
            + " admin, got \"all\".",
        "PROXMOX_MCP_LEAN | maybe | PROXMOX_MCP_LEAN: lean is true or false.",
        "PROXMOX_MCP_LOG_FORMAT | xml | PROXMOX_MCP_LOG_FORMAT: format is text or json, got"
            + " \"xml\".",
        "PROXMOX_MCP_CLUSTERS_LAB_PORT | x | PROXMOX_MCP_CLUSTERS_LAB_PORT: \"x\" is not a port",
        "PROXMOX_MCP_CLUSTERS_LAB_CA_FILE | ca.pem | ca-file takes an absolute path, or one that"
            + " begins with ~/",
        "PROXMOX_MCP_CLUSTERS_LAB_SSH_ADDRESSES | 10.0.0.1 | \"10.0.0.1\" is not NAME=VALUE, parted"
            + " by commas."
      })
  void a_variable_that_cannot_be_used_is_told_with_what_is_accepted(
      String name, String value, String message) {
    lab();
    set(name, value);

    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_name_that_could_mean_two_keys_is_refused() {
    set("PROXMOX_MCP_CLUSTERS_LAB_SSH_PORT", "23");

    assertThatThrownBy(() ->
            read(
                """
                version: 1
                clusters:
                  lab: {host: pve1, token-id: mcp@pve!a, token-value: env:T}
                  lab-ssh: {host: pve2, token-id: mcp@pve!a, token-value: env:T}
                """))
        .hasMessageContaining(
            "PROXMOX_MCP_CLUSTERS_LAB_SSH_PORT: this could be port of lab-ssh or port of lab;"
                + " write it into the file.");
  }

  @Test
  void variables_of_other_programs_and_empty_ones_are_none() {
    set("PROXMOX_HOST", "pve1");
    set("PROXMOX_USER", "mcp@pve");
    set("PROXMOX_TOKEN_NAME", "a");
    set("PROXMOX_TOKEN_VALUE", SECRET);
    set("PROXMOX_MCP_IMAGE", "wait");
    set("PROXMOX_MCP_LOG_LEVEL", " ");

    assertThat(read().server()).isEqualTo(ServerEntry.NONE);
  }

  @Test
  void the_files_that_count_are_told_to_whoever_watches_them() throws IOException {
    secretFile();

    Settings settings =
        read(
            """
            version: 1
            clusters:
              lab: {host: pve1, token-id: mcp@pve!a, token-value: "file:token", ca-file: ca.pem}
            """);

    assertThat(settings.files())
        .containsExactlyInAnyOrder(
            file(),
            folder.resolve("token"),
            folder.resolve("ca.pem"),
            folder.resolve("secrets.sealed"));
  }

  @Test
  void every_key_has_one_variable_of_its_own_and_a_meaning() {
    List<Key> keys = Keys.ALL.stream().filter(Key::hasVariable).toList();

    assertThat(keys).extracting(Key::variable).doesNotHaveDuplicates();
    assertThat(Keys.ALL).extracting(Key::path).doesNotHaveDuplicates();
    assertThat(Keys.ALL)
        .allSatisfy(key -> {
          assertThat(key.meaning()).isNotBlank().doesNotEndWith(".");
          assertThat(key.origin().since()).isBetween(1, Keys.CURRENT);
        });
  }

  private void lab() {
    set(LAB + "HOST", "pve1");
    set(LAB + "TOKEN_ID", "mcp@pve!a");
    set(LAB + "TOKEN_VALUE", SECRET);
  }

  private void set(String name, String value) {
    environment.put(name, value);
  }

  private Settings read() {
    return Settings.read(Optional.empty(), environment);
  }

  private Settings read(String text) throws IOException {
    set("T", SECRET);
    Files.writeString(file(), text);
    return Settings.read(Optional.of(file()), environment);
  }

  private Path file() {
    return folder.resolve("settings.yaml");
  }

  private Path secretFile() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), SECRET);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
