package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.client.TotpSecret;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** From a host's address to a token that works and may what the table says. */
@Timeout(120)
class InitTest {
  private static final String TOKEN = "mcp@pve!assistant";
  private static final String APP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

  @TempDir Path home;

  private InitLab lab() throws IOException {
    return new InitLab(home, "9.2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.1", "9.2"})
  void every_release_is_left_with_exactly_the_privileges_of_the_table(String version)
      throws IOException {
    try (InitLab lab = new InitLab(home, version)) {
      CommandRun run =
          lab.unattended("--toolsets", "inventory,logs,operate,guests,backup,images,exec,nodes");

      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      for (String who : List.of(TOKEN, "mcp@pve")) {
        Map<String, SortedSet<String>> rights = lab.rights(who);
        assertThat(rights).containsKeys("/", "/vms", "/storage", "/nodes", "/sdn/zones");
        rights.forEach((path, privileges) ->
            assertThat(privileges)
                .as(who + " on " + path)
                .isEqualTo(
                    InitLab.table(
                        version,
                        path,
                        Toolset.INVENTORY,
                        Toolset.LOGS,
                        Toolset.OPERATE,
                        Toolset.GUESTS,
                        Toolset.BACKUP,
                        Toolset.IMAGES,
                        Toolset.EXEC,
                        Toolset.NODES)));
      }
    }
  }

  @Test
  void the_token_has_rights_of_its_own_and_an_end() throws IOException {
    try (InitLab lab = lab()) {
      Instant before = Instant.now();
      assertThat(lab.unattended("--expires", "30").exitCode()).isZero();

      JsonNode token = lab.asked("/access/users/mcp@pve/token/assistant");
      assertThat(token.path("privsep").asInt()).isEqualTo(1);
      assertThat(Instant.ofEpochSecond(token.path("expire").asLong()))
          .isBetween(before.plus(Duration.ofDays(29)), before.plus(Duration.ofDays(31)));
    }
  }

  @Test
  void a_person_is_led_through_it() throws IOException {
    try (InitLab lab = lab()) {
      CommandRun run =
          lab.typing(
              List.of(
                  lab.host(),
                  "",
                  "yes",
                  "lab",
                  "inventory,operate",
                  "",
                  InitLab.PASSWORD,
                  "yes",
                  InitLab.APPROVAL,
                  InitLab.APPROVAL));

      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      String dialogue = lab.masked(run.out()).replaceAll("\t[^\n]*", "\t…");
      Golden.check("init-dialogue.txt", dialogue);
      assertThat(Path.of("..", "docs", "init.md")).content().contains(dialogue);
      assertThat(run.out() + run.err()).doesNotContain(InitLab.PASSWORD, InitLab.APPROVAL);
      Golden.check("init-settings.yaml", lab.masked(Files.readString(lab.settings())));
    }
  }

  @Test
  void nothing_but_the_sealed_store_holds_the_secret_and_nothing_the_password() throws IOException {
    try (InitLab lab = lab()) {
      CommandRun run = lab.unattended();

      String all = run.out() + run.err() + lab.written();
      assertThat(all)
          .doesNotContain(InitLab.PASSWORD)
          .doesNotContainPattern("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
      for (String name : List.of("settings.yaml", "secrets.sealed", "init.json")) {
        assertThat(
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(lab.config().resolve(name))))
            .as(name)
            .isEqualTo("rw-------");
      }
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lab.config())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void done_again_it_changes_nothing_and_needs_no_password() throws IOException {
    try (InitLab lab = lab()) {
      assertThat(lab.unattended().exitCode()).isZero();
      List<JsonNode> accounts = lab.accounts();
      String written = lab.written();
      Files.delete(home.resolve("password"));

      CommandRun again = lab.unattended();

      assertThat(again.out()).contains("Nothing to change.");
      assertThat(again.exitCode()).as(again.err()).isZero();
      assertThat(lab.accounts()).isEqualTo(accounts);
      assertThat(lab.written()).isEqualTo(written);
    }
  }

  @Test
  void other_toolsets_change_the_role_and_keep_the_token() throws IOException {
    try (InitLab lab = lab()) {
      assertThat(lab.unattended("--toolsets", "operate,nodes").exitCode()).isZero();
      JsonNode token = lab.asked("/access/users/mcp@pve/token/assistant");

      CommandRun changed = lab.unattended("--toolsets", "logs,operate");

      assertThat(changed.out())
          .contains("change role ProxmoxMcp: with Sys.Syslog", "remove role ProxmoxMcp-nodes")
          .doesNotContain("make token");
      assertThat(changed.exitCode()).as(changed.out() + changed.err()).isZero();
      assertThat(lab.asked("/access/users/mcp@pve/token/assistant")).isEqualTo(token);
      lab.rights(TOKEN)
          .forEach((path, privileges) ->
              assertThat(privileges)
                  .isEqualTo(
                      InitLab.table(
                          "9.2", path, Toolset.INVENTORY, Toolset.LOGS, Toolset.OPERATE)));
    }
  }

  @Test
  void what_its_owner_wrote_into_the_cluster_since_stays() throws IOException {
    try (InitLab lab = lab()) {
      assertThat(lab.unattended().exitCode()).isZero();
      String edited = Files.readString(lab.settings()) + "    tls-versions: TLSv1.3 # mine\n";
      Files.writeString(lab.settings(), edited);

      assertThat(lab.unattended("--toolsets", "operate").exitCode()).isZero();

      assertThat(lab.settings()).content().isEqualTo(edited);
    }
  }

  @Test
  void a_token_that_was_removed_is_made_anew() throws IOException {
    try (InitLab lab = lab()) {
      assertThat(lab.unattended().exitCode()).isZero();
      lab.change("DELETE", "/access/users/mcp@pve/token/assistant", "");

      CommandRun again = lab.unattended();

      assertThat(again.out()).contains("make token mcp@pve!assistant").contains("It works.");
      assertThat(again.exitCode()).as(again.err()).isZero();
    }
  }

  @Test
  void a_second_factor_is_asked_for_when_it_is_wanted() throws IOException {
    try (InitLab lab = lab()) {
      lab.addApp(APP);
      String code = TotpSecret.of(Secret.of(APP)).code(TotpSecret.step(Instant.now()));

      CommandRun none = lab.unattended();
      assertThat(none.err()).contains("There is no terminal to type at: give --totp-secret-file.");
      CommandRun typed =
          lab.typingRest(List.of(InitLab.PASSWORD, code), "--user", "root@pam", "--yes");

      assertThat(typed.exitCode()).as(typed.out() + typed.err()).isZero();
      assertThat(typed.out())
          .contains("Code of the authenticator app of root@pam (not shown): ")
          .doesNotContain(code);
    }
  }

  @Test
  void the_secret_of_a_second_factor_may_be_in_a_file() throws IOException {
    try (InitLab lab = lab()) {
      lab.addApp(APP);

      CommandRun run =
          lab.unattended("--totp-secret-file", lab.privateFile("totp", APP).toString());

      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      assertThat(lab.written()).doesNotContain(APP);
    }
  }

  @Test
  void another_fingerprint_ends_it_before_anything_is_sent() throws IOException {
    try (InitLab lab = lab()) {
      CommandRun run =
          lab.run(
              new String[] {
                "--host", lab.host(), "--kind", "pve", "--fingerprint", "AB".repeat(32), "--yes"
              });

      assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).contains("presents another certificate", lab.cluster().fingerprint());
      assertThat(lab.cluster().requests().count()).isZero();
      assertThat(lab.written()).isEmpty();
    }
  }

  @Test
  void without_a_terminal_a_certificate_is_never_taken_for_granted() throws IOException {
    try (InitLab lab = lab()) {
      CommandRun run = lab.run(new String[] {"--host", lab.host(), "--kind", "pve", "--yes"});

      assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err())
          .contains("`pvenode cert info`", "give --fingerprint " + lab.cluster().fingerprint());
    }
  }

  @Test
  void an_authority_in_a_file_needs_no_fingerprint() throws IOException {
    try (InitLab lab = lab()) {
      Path authority = lab.privateFile("ca.pem", lab.cluster().caCertificatePem());

      CommandRun run =
          lab.run(
              new String[] {
                "--host",
                lab.host(),
                "--kind",
                "pve",
                "--cluster",
                "lab",
                "--ca-file",
                authority.toString(),
                "--password-file",
                home.resolve("password").toString(),
                "--yes"
              });

      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      assertThat(run.out()).contains("\"mcpServers\"", "\"serve\"");
      assertThat(lab.settings()).content().contains("ca-file: ");
    }
  }

  @Test
  void what_fails_in_the_middle_is_told_and_the_same_command_goes_on() throws IOException {
    try (InitLab lab = lab()) {
      lab.change(
          "POST",
          "/access/roles",
          "roleid=Half&privs=User.Modify,Sys.Modify,Sys.Audit,Realm.AllocateUser");
      lab.change("POST", "/access/users", "userid=half%40pve&password=half-password-1");
      lab.change("PUT", "/access/acl", "path=%2F&roles=Half&users=half%40pve");
      Path password = lab.privateFile("half", "half-password-1");

      CommandRun half =
          lab.unattended("--user", "half@pve", "--password-file", password.toString());

      assertThat(half.exitCode()).as(half.out()).isEqualTo(ExitCode.NO_PERMISSION);
      assertThat(half.err())
          .contains(
              "Made on " + lab.host() + " so far:\n  role ProxmoxMcp\n  user mcp@pve",
              "init --undo --cluster lab",
              "Could not grant role ProxmoxMcp on / to user mcp@pve");

      CommandRun whole = lab.unattended("--user", "root@pam");
      assertThat(whole.exitCode()).as(whole.out() + whole.err()).isZero();
      assertThat(whole.out()).doesNotContain("make user");
    }
  }

  @Test
  void a_client_is_configured_without_a_secret_and_keeps_what_it_had() throws IOException {
    try (InitLab lab = lab()) {
      Path cursor = Files.createDirectories(home.resolve(".cursor")).resolve("mcp.json");
      String before = "{\"mcpServers\": {\"other\": {\"command\": \"x\"}}}";
      Files.writeString(cursor, before);

      CommandRun run = lab.unattended("--client", "cursor");
      assertThat(run.out()).contains("Cursor starts this server from now on, as proxmox in");
      assertThat(cursor).content().contains("\"other\"", "\"proxmox\"", "\"serve\"");
      assertThat(lab.unattended("--client", "cursor").out())
          .contains("Nothing to change.", "Cursor starts this server already.");

      CommandRun undone =
          lab.run(
              new String[] {
                "--undo", "--yes", "--password-file", home.resolve("password").toString()
              });
      assertThat(undone.out()).contains("Cursor does not start this server any more");
      assertThat(cursor).content().contains("\"other\"").doesNotContain("proxmox");
    }
  }

  @Test
  void mistakes_on_the_command_line_are_named() throws IOException {
    try (InitLab lab = lab()) {
      for (String[] wrong :
          List.of(
              new String[] {"--toolsets", "everything", "has no toolset 'everything'"},
              new String[] {"--expires", "0", "1 to 3650"},
              new String[] {"--token", "mcp", "--token: "},
              new String[] {"--cluster", "a/b", "--cluster: it takes a short name"},
              new String[] {"--client", "netscape", "there is no client"},
              new String[] {"--kind", "esx", "pve or pbs"})) {
        CommandRun run = lab.unattended(Arrays.copyOf(wrong, 2));
        assertThat(run.err()).as(wrong[1]).contains(wrong[2]);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
      }
    }
  }
}
