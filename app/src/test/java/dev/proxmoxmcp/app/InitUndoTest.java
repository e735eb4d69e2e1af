package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.SimulatedBackupServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What was made goes away again, and nothing else. */
@Timeout(120)
class InitUndoTest {
  @TempDir Path home;

  private CommandRun undo(InitLab lab, String... more) {
    return lab.run(
        new String[] {"--undo", "--yes", "--password-file", home.resolve("password").toString()},
        more);
  }

  @Test
  void the_host_and_this_computer_are_as_they_were() throws IOException {
    try (InitLab lab = new InitLab(home, "9.2")) {
      List<JsonNode> before = lab.accounts();
      assertThat(lab.unattended("--toolsets", "operate,guests,nodes").exitCode()).isZero();

      CommandRun undone = undo(lab);

      assertThat(undone.exitCode()).as(undone.out() + undone.err()).isZero();
      assertThat(undone.out()).contains("Done: remove user mcp@pve.", "Undone: cluster lab");
      assertThat(lab.accounts()).isEqualTo(before);
      assertThat(lab.settings()).doesNotExist();
      assertThat(lab.config().resolve("init.json")).doesNotExist();
      assertThat(CommandRun.in(lab.environment(), "secret", "list").out()).doesNotContain("lab");

      CommandRun again = undo(lab);
      assertThat(again.out()).startsWith("Nothing to undo");
      assertThat(again.exitCode()).isZero();
    }
  }

  @Test
  void what_its_owner_wrote_into_the_settings_since_stays() throws IOException {
    try (InitLab lab = new InitLab(home, "9.2")) {
      assertThat(lab.unattended().exitCode()).isZero();
      String own = "policy:\n  rules: # mine\n    - deny: {tier: destroy}\n";
      String made = Files.readString(lab.settings());
      Files.writeString(lab.settings(), made + own);

      CommandRun undone = undo(lab);

      assertThat(undone.out())
          .contains("here: the cluster in " + lab.settings())
          .contains("Took cluster lab out of " + lab.settings() + "; as it was, it is in ")
          .contains("with its key, which may keep other secrets.");
      assertThat(Files.readString(lab.settings())).endsWith("version: 1\n" + own);
      assertThat(lab.unattended().exitCode()).isZero();
      assertThat(Files.readString(lab.settings())).contains(own, "  lab:\n");
    }
  }

  @Test
  void what_its_owner_wrote_into_the_cluster_is_kept_beside_it() throws IOException {
    try (InitLab lab = new InitLab(home, "9.2")) {
      assertThat(lab.unattended().exitCode()).isZero();
      String changed = Files.readString(lab.settings()) + "    timeout: 7s\n";
      Files.writeString(lab.settings(), changed);

      CommandRun undone = undo(lab);

      assertThat(undone.out()).contains("Took cluster lab out of ");
      try (Stream<Path> files = Files.list(lab.config())) {
        assertThat(files.filter(file -> file.toString().contains(".bak")))
            .singleElement()
            .satisfies(copy -> assertThat(copy).hasContent(changed));
      }
    }
  }

  @Test
  void what_others_use_meanwhile_stays() throws IOException {
    try (InitLab lab = new InitLab(home, "9.2")) {
      assertThat(lab.unattended().exitCode()).isZero();
      lab.change("POST", "/access/users/mcp@pve/token/other", "");
      lab.change("PUT", "/access/acl", "path=%2Fvms&roles=ProxmoxMcp&tokens=mcp%40pve!other");

      CommandRun undone = undo(lab, "--cluster", "lab");

      assertThat(undone.out())
          .contains(
              "Left: role ProxmoxMcp, which others have.",
              "Left: user mcp@pve, who has other tokens.");
      assertThat(lab.asked("/access/users/mcp@pve/token").size()).isEqualTo(1);
    }
  }

  @Test
  void who_says_no_keeps_it() throws IOException {
    try (InitLab lab = new InitLab(home, "9.2")) {
      assertThat(lab.unattended().exitCode()).isZero();
      List<JsonNode> before = lab.accounts();

      CommandRun kept = lab.typing(List.of("no"), "--undo");

      assertThat(kept.out()).endsWith("Nothing was changed.");
      assertThat(lab.accounts()).isEqualTo(before);
      assertThat(lab.settings()).exists();
    }
  }

  @Test
  void what_a_script_is_to_take_away_is_not_forgotten_for_another_host() throws IOException {
    try (InitLab lab = new InitLab(home, "9.2");
        InitLab other = new InitLab(home, "9.2")) {
      assertThat(lab.unattended().exitCode()).isZero();
      assertThat(undo(lab, "--script").exitCode()).isZero();
      String remembered = Files.readString(lab.config().resolve("init.json"));

      CommandRun refused = other.unattended();

      assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(refused.err())
          .contains(
              "remembers what `init` made at " + lab.host() + " for a cluster lab.",
              "`proxmox-mcp init --undo --cluster lab`. With --script it prints");
      assertThat(lab.config().resolve("init.json")).hasContent(remembered);
      assertThat(other.cluster().requests().count()).isZero();

      CommandRun undone = undo(lab);
      assertThat(undone.out()).contains("Done: remove user mcp@pve.");
      assertThat(other.unattended().exitCode()).isZero();
    }
  }

  @Test
  void a_name_that_another_host_has_is_asked_for_again() throws IOException {
    try (InitLab lab = new InitLab(home, "9.2");
        InitLab other = new InitLab(home, "9.2")) {
      assertThat(lab.unattended().exitCode()).isZero();
      assertThat(undo(lab, "--script").exitCode()).isZero();

      CommandRun run = other.typingNames("lab", "attic");

      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      assertThat(run.out()).contains("made at " + lab.host(), "Wrote cluster attic");
      assertThat(undo(lab, "--cluster", "lab").out()).contains("Done: remove user mcp@pve.");
    }
  }

  @Test
  void other_clusters_of_the_settings_stay_as_they_were_written() throws IOException {
    try (InitLab lab = new InitLab(home, "9.2")) {
      Files.createDirectories(lab.config());
      String before =
          """
          version: 1
          clusters:
            attic: {host: pve.invalid, token-id: "mcp@pve!x", token-value: "env:ATTIC"} # old
          """;
      Files.writeString(lab.settings(), before);
      assertThat(lab.unattended().out()).contains("Wrote cluster lab");

      assertThat(undo(lab).exitCode()).isZero();

      assertThat(lab.settings()).hasContent(before);
    }
  }

  @Test
  void a_backup_server_is_set_up_with_its_own_roles_and_undone() throws IOException {
    try (InitLab lab = new InitLab(home, "9.2");
        SimulatedBackupServer server = SimulatedBackupServer.beside(lab.cluster()).start()) {
      List<JsonNode> before = accounts(server);
      CommandRun run =
          lab.run(
              new String[] {
                "--host",
                "127.0.0.1:" + server.address().getPort(),
                "--kind",
                "pbs",
                "--cluster",
                "vault",
                "--fingerprint",
                server.fingerprint(),
                "--password-file",
                home.resolve("password").toString(),
                "--toolsets",
                "backup",
                "--client",
                "none",
                "--yes"
              });

      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      assertThat(run.out()).contains("It works. With the new token:\nProxmox Backup Server 4.1.4.");
      assertThat(granted(server))
          .containsExactlyInAnyOrder(
              "/ Audit mcp@pbs",
              "/ Audit mcp@pbs!assistant",
              "/datastore Audit mcp@pbs",
              "/datastore Audit mcp@pbs!assistant",
              "/datastore DatastoreAdmin mcp@pbs",
              "/datastore DatastoreAdmin mcp@pbs!assistant");
      assertThat(
              InitLab.askedOf(server, "/access/users/mcp@pbs/token/assistant")
                  .path("expire")
                  .asLong())
          .isPositive();

      CommandRun undone = undo(lab);
      assertThat(undone.exitCode()).as(undone.out() + undone.err()).isZero();
      assertThat(accounts(server)).isEqualTo(before);
    }
  }

  private static List<JsonNode> accounts(SimulatedBackupServer server) {
    return List.of(
        InitLab.askedOf(server, "/access/users?include_tokens=1"),
        InitLab.askedOf(server, "/access/acl"));
  }

  private static List<String> granted(SimulatedBackupServer server) {
    return InitLab.askedOf(server, "/access/acl")
        .valueStream()
        .map(entry ->
            Stream.of("path", "roleid", "ugid")
                .map(key -> entry.path(key).asString())
                .reduce((one, other) -> one + " " + other)
                .orElse(""))
        .filter(entry -> entry.contains("mcp@pbs"))
        .toList();
  }
}
