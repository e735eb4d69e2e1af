package dev.proxmoxmcp.settings;

import static dev.proxmoxmcp.settings.SettingsFolder.SECRET;
import static dev.proxmoxmcp.settings.SettingsFolder.TWO;
import static dev.proxmoxmcp.settings.SettingsFolder.environment;
import static dev.proxmoxmcp.settings.SettingsFolder.lab;
import static dev.proxmoxmcp.settings.SettingsFolder.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.settings.ClusterEntry.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a settings file says, and what is said of one that cannot be used. */
class SettingsFileTest {
  private final SettingsFolder folder;

  SettingsFileTest(@TempDir Path folder) {
    this.folder = new SettingsFolder(folder);
  }

  @Test
  void clusters_are_read_by_name_in_their_order() throws IOException {
    folder.secretFile("attic.token", "rw-------");

    List<ClusterEntry> clusters = folder.read(TWO);

    assertThat(clusters).extracting(ClusterEntry::name).containsExactly("lab", "attic");
    assertThat(clusters.getFirst().endpoints())
        .containsExactly(new Endpoint("pve1.example.org", 8006));
    assertThat(clusters.getFirst().login())
        .isEqualTo(ClusterEntry.Login.token("mcp@pve!assistant", Secret.of(SECRET)));
    assertThat(clusters.getFirst().trust()).isEqualTo(new TrustSettings.SystemAuthorities());
    assertThat(clusters.getLast().endpoints())
        .containsExactly(new Endpoint("192.0.2.7", 8006), new Endpoint("pve2", 8443));
    assertThat(clusters.getLast().login().id()).isEqualTo("root@pam!x");
    assertThat(clusters.getLast().trust())
        .isEqualTo(new TrustSettings.Fingerprints(List.of("AA:BB")));
    assertThat(clusters.toString()).doesNotContain(SECRET);
  }

  @Test
  void a_backup_server_has_a_port_of_its_own() throws IOException {
    ClusterEntry server = folder.read(lab("kind: pbs")).getFirst();

    assertThat(server.login().kind()).isEqualTo(ClusterEntry.Kind.PBS);
    assertThat(server.endpoints()).containsExactly(new Endpoint("pve1", 8007));
    assertThat(folder.read(lab("kind: PBS", "port: 443")).getFirst().endpoints())
        .containsExactly(new Endpoint("pve1", 443));
    assertThat(folder.read(lab("kind: pve")).getFirst().login().kind())
        .isEqualTo(ClusterEntry.Kind.PVE);
  }

  @Test
  void what_is_no_kind_and_what_a_backup_server_has_not_are_told_with_their_place() {
    assertThatThrownBy(() -> folder.read(lab("kind: pmg")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(":7:")
        .hasMessageContaining(
            "kind is pve (Proxmox VE, the default) or pbs (Proxmox Backup Server).");
    assertThatThrownBy(
            () -> folder.read(lab("kind: pbs", "ssh: {user: root, key-file: k, known-hosts: h}")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("a Backup Server has none; remove it.");
  }

  @Test
  void json_is_yaml_too() throws IOException {
    assertThat(
            folder.read(
                """
                {"version": 1, "clusters": {"lab": {"host": "pve1", "port": 443,
                  "token-id": "mcp@pve!a", "token-value": "env:LAB_TOKEN"}}}
                """))
        .singleElement()
        .satisfies(
            cluster -> assertThat(cluster.endpoints()).containsExactly(new Endpoint("pve1", 443)));
  }

  @Test
  void pins_may_stand_by_node_beside_an_authority_for_the_others() throws IOException {
    TrustSettings trust =
        folder
            .read(lab("ca-file: ca.pem", "fingerprints: {pve1: AA, pve2: [BB, CC]}"))
            .getFirst()
            .trust();

    assertThat(trust)
        .isEqualTo(
            new TrustSettings.NodeFingerprints(
                Map.of("pve1", List.of("AA"), "pve2", List.of("BB", "CC")),
                folder.path().resolve("ca.pem")));
  }

  @Test
  void ssh_is_off_unless_it_is_set_up() throws IOException {
    assertThat(folder.read(lab()).getFirst().ssh()).isNull();
    assertThat(
            folder
                .read(
                    lab(
                        "ssh: {key-file: ~/.ssh/key, host-keys: [\"SHA256:x\"], port: 2222,"
                            + " addresses: {pve1: \"10.0.0.1\"}}"))
                .getFirst()
                .ssh())
        .satisfies(ssh -> {
          assertThat(ssh.user()).isEqualTo("root");
          assertThat(ssh.keyFile()).isEqualTo(Path.of("/home/me/.ssh/key"));
          assertThat(ssh.hostKeys()).containsExactly("SHA256:x");
          assertThat(ssh.port()).isEqualTo(2222);
          assertThat(ssh.addresses()).containsEntry("pve1", "10.0.0.1");
        });
  }

  @Test
  void an_ssh_key_that_others_can_read_is_refused_with_the_command_that_mends_it()
      throws IOException {
    Path key = Files.writeString(folder.path().resolve("key"), "no key at all");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> folder.read(lab("ssh: {key-file: key, host-keys: [\"SHA256:x\"]}")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("key-file can be read by others; run `chmod 600 " + key + "`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hots: x | 7:5: unknown key \"hots\"; did you mean host? Accepted: kind, host, endpoints,",
        "port: 80060 | 7:11: \"80060\" is not a port; accepted are 1 to 65535.",
        "port: [1, 2] | 7:11: port takes a text, got a list.",
        "ca-file: | 7:13: ca-file takes a text, got nothing.",
        "host: pve2 | 7:5: the key \"host\" stands here twice; keep one.",
        "endpoints: [pve2] | 7:5: host and endpoints are two answers to one question",
        "user: mcp@pve | 5:5: token-id holds the user and the token's name",
        "fingerprints: [A, B, C] | 7:5: at most two fingerprints are taken",
        "fingerprints: [] | 7:19: fingerprints is an empty list.",
        "ssh: yes | 7:10: ssh takes a mapping, got a text.",
        "ssh: {} | 7:10: key-file is missing: the private key for SSH.",
        "ssh: {key-file: k} | 7:10: how nodes prove themselves is missing: known-hosts",
        "'? [a]: b' | 7:7: a key is a text."
      })
  void what_is_wrong_is_told_with_line_and_column_and_what_is_accepted(
      String line, String message) {
    assertThatThrownBy(() -> folder.read(lab(line)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(folder.file() + ":" + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | : the file is empty.",
        "'a list' | :1:1: a settings file is a mapping that begins with `version: 1`.",
        "'clusters: {}' | :1:1: the key version is missing; write `version: 1`.",
        "'{version: 2, cluster: {}}' | :1:11: this program reads version 1 of the settings file,"
            + " and this one is of version 2: a newer program wrote it.",
        "'{version: one}' | :1:11: version is a whole number, 1 for this program, got \"one\".",
        "'{version: 0}' | version is a whole number",
        "'{version: [1]}' | version takes a text, got a list.",
        "'version: 1' | :1:1: the key clusters is missing",
        "'{version: 1, clusters: {}}' | :1:24: no cluster is named here.",
        "'{version: 1, cluster: {}}' | did you mean clusters?",
        "'{version: 1, clusters: {lab: 7}}' | lab takes a mapping, got a text.",
        "'{version: 1, clusters: {a: {}, A: {}}}' | two clusters have this name",
        "'a: [b' | this is no YAML: ",
        "'a: *b' | :1:4: this is no YAML: found undefined alias",
        "'--- 1\n--- 2' | this is no YAML: but found another document."
      })
  void a_file_that_is_none_is_told(String text, String message) {
    assertThatThrownBy(() -> folder.read(text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }

  @Test
  void every_problem_is_told_at_once() {
    assertThatThrownBy(() -> folder.read("{version: 1, clusters: {lab: {host: p 1, port: x}}}"))
        .hasMessageContaining("\"x\" is not a port")
        .hasMessageContaining("\"p 1\" is not a host name")
        .hasMessageContaining("token-id is missing")
        .hasMessageContaining("token-value is missing");
  }

  @Test
  void a_secret_in_the_file_is_refused_with_the_command_that_mends_it_and_not_shown() {
    assertThatThrownBy(() -> folder.read(lab().replace("env:LAB_TOKEN", SECRET)))
        .hasMessageContaining(
            ":6:18: token-value is store:NAME, file:PATH, credential:NAME or env:NAME, never the"
                + " secret itself")
        .hasMessageContaining("`proxmox-mcp secret set lab-token --config " + folder.file() + "`")
        .hasMessageContaining("`token-value: store:lab-token`")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void a_secret_that_is_missing_or_open_to_others_is_told_with_its_place() throws IOException {
    folder.secretFile("attic.token", "rw-r--r--");

    assertThatThrownBy(() -> folder.read(TWO.replace("LAB_TOKEN", "OTHER")))
        .hasMessageContaining(
            ":6:18: token-value: the environment variable OTHER is not set, nor is")
        .hasMessageContaining(
            ":11:18: token-value: the file " + folder.path().resolve("attic.token"))
        .hasMessageContaining("can be read by others");
  }

  @Test
  void no_line_of_the_file_is_repeated_when_it_cannot_be_parsed() {
    assertThatThrownBy(() -> folder.read(lab("token-value: \"" + SECRET)))
        .hasMessageContaining("this is no YAML: ")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void yaml_that_grows_when_it_is_read_is_refused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int level = 1; level < 60; level++) {
      bomb.append("a%d: &a%d [*a%d,*a%d]\n".formatted(level, level, level - 1, level - 1));
    }
    assertThatThrownBy(() -> folder.read(bomb.toString())).hasMessageContaining("aliases");
    assertThatThrownBy(() -> folder.read("a: " + "[".repeat(50_000)))
        .hasMessageContaining("nested more than 20 deep");
    assertThatThrownBy(() -> folder.read("#" + "x".repeat(300_000)))
        .hasMessageContaining("is larger than");
    assertThatThrownBy(() -> folder.read("version: 1\nclusters: &all {lab: *all}"))
        .isInstanceOf(SettingsException.class);
    assertThatThrownBy(() -> folder.read("version: 1\nclusters: !!java.net.URL [\"http://x\"]"))
        .hasMessageContaining("clusters takes a mapping, got a list.");
  }

  @Test
  void the_example_is_read_as_it_stands() throws IOException {
    Path example = Path.of("..", "examples", "settings.yaml");
    Files.copy(example, folder.file());
    folder.secretFile("lab.token", "rw-------");
    folder.secretFile("office.token", "rw-------");
    Map<String, String> environment = environment();
    environment.put("ATTIC_TOKEN", SECRET);
    environment.put("VAULT_TOKEN", SECRET);

    List<ClusterEntry> clusters = read(folder.file(), environment);

    assertThat(clusters)
        .extracting(ClusterEntry::name)
        .containsExactly("lab", "attic", "vault", "office");
    assertThat(clusters.getFirst().trust())
        .isEqualTo(new TrustSettings.AuthorityFile(folder.path().resolve("lab-root-ca.pem")));
    assertThat(clusters.getLast().ssh()).isNotNull();
  }
}
