package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.client.TotpSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whoever mistypes at a question of {@code init} is told so, and asked again. */
@Timeout(120)
class InitMistypedTest {
  private static final String APP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

  @TempDir Path home;

  private InitLab lab() throws IOException {
    return new InitLab(home, "9.2");
  }

  @Test
  void each_question_is_asked_again_with_what_was_wrong() throws IOException {
    try (InitLab lab = lab()) {
      Files.createDirectories(home.resolve(".cursor"));
      CommandRun run =
          lab.typing(
              List.of(
                  "",
                  "pve 1",
                  lab.host(),
                  "esx",
                  "pve",
                  "same",
                  "yes",
                  "a/b",
                  "lab",
                  "inventory,operat",
                  "inventory,",
                  "root",
                  "root@pam",
                  "",
                  InitLab.PASSWORD,
                  "sure",
                  "yes",
                  "cursed",
                  "none"));

      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      assertThat(run.out())
          .containsSubsequence(
              "Nothing was typed.",
              "'pve 1'",
              "It is pve or pbs.",
              "Please type yes or no.",
              "It takes a short name",
              "Proxmox VE has no toolset 'operat'; it has inventory, logs,",
              "'root'",
              "Nothing was typed.",
              "Logged in to",
              "Please type yes or no.",
              "There is no client \"cursed\" that it knows; it takes",
              "It works.");
    }
  }

  @Test
  void an_address_where_nobody_answers_is_asked_for_again() throws IOException {
    try (InitLab lab = lab()) {
      CommandRun run =
          lab.typing(
              List.of(nobody(), "pve", lab.host(), "pve", "no"), "--cluster", "lab", "--yes");

      assertThat(run.out())
          .containsSubsequence("presented no certificate: ", "Are the fingerprints the same?");
      assertThat(run.err()).contains("Then it is another host");
    }
  }

  @Test
  void a_name_that_the_settings_have_already_is_asked_for_again() throws IOException {
    try (InitLab lab = lab()) {
      Files.createDirectories(lab.config());
      Path secret = lab.privateFile("attic", Settings.SECRET);
      Files.writeString(
          lab.settings(),
          """
          version: 1
          clusters:
            attic: {host: pve.invalid, token-id: "mcp@pve!x", token-value: "file:%s"}
          """
              .formatted(secret));

      CommandRun run = lab.typingNames("attic", "lab");

      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      assertThat(run.out()).contains("has a cluster attic already", "Wrote cluster lab");
    }
  }

  @Test
  void an_authority_whose_path_no_shell_put_right_is_a_mistake_of_the_command() throws IOException {
    try (InitLab lab = lab()) {
      CommandRun run =
          lab.run(new String[] {"--host", lab.host(), "--kind", "pve", "--ca-file", "~/ca.pem"});

      assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).startsWith("--ca-file: `~` is not expanded here");
    }
  }

  @Test
  void somebody_who_goes_on_mistyping_ends_it() throws IOException {
    try (InitLab lab = lab()) {
      CommandRun run = lab.typing(List.of("esx", "vmware", "xen"), "--host", lab.host());

      assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).isEqualTo("It is pve or pbs.\n");
      assertThat(lab.cluster().requests().count()).isZero();
    }
  }

  @Test
  void after_a_wrong_password_user_and_password_are_asked_for_again() throws IOException {
    try (InitLab lab = lab()) {
      lab.change("POST", "/access/users", "userid=boss%40pve&password=boss-password-1");
      lab.change("PUT", "/access/acl", "path=%2F&roles=Administrator&users=boss%40pve");

      CommandRun run =
          lab.typingRest(List.of("boss@pve", "not-it", "", "boss-password-1"), "--yes");

      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      assertThat(run.out())
          .containsSubsequence(
              "Log in once as [root@pam]: boss@pve",
              "does not accept user boss@pve: its password",
              "Log in once as [boss@pve]: ",
              "Logged in to")
          .doesNotContain("not-it", "boss-password-1");
    }
  }

  @Test
  void three_wrong_passwords_end_it_since_each_counts_at_the_host() throws IOException {
    try (InitLab lab = lab()) {
      lab.change("POST", "/access/users", "userid=boss%40pve&password=boss-password-1");

      CommandRun run =
          lab.typingRest(
              List.of("wrong-1", "wrong-2", "wrong-3", "boss-password-1"),
              "--user",
              "boss@pve",
              "--yes");

      assertThat(run.exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
      assertThat(run.err()).contains("does not accept user boss@pve: its password");
      assertThat(run.out().split("Password of boss@pve", -1)).hasSize(1 + 3);
      assertThat(lab.written()).isEmpty();
    }
  }

  @Test
  void a_wrong_password_in_a_file_is_tried_once() throws IOException {
    try (InitLab lab = lab()) {
      lab.change("POST", "/access/users", "userid=boss%40pve&password=boss-password-1");
      Path file = lab.privateFile("wrong", "not-the-password");

      CommandRun run =
          lab.typingRest(
              List.of("nobody is asked"),
              "--user",
              "boss@pve",
              "--password-file",
              file.toString(),
              "--yes");

      assertThat(run.exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
      assertThat(run.out()).doesNotContain("does not accept");
      assertThat(run.err()).contains("does not accept user boss@pve: its password");
    }
  }

  @Test
  void what_is_no_code_of_an_app_is_not_sent() throws IOException {
    try (InitLab lab = lab()) {
      lab.addApp(APP);
      String code = TotpSecret.of(Secret.of(APP)).code(TotpSecret.step(Instant.now()));

      CommandRun run =
          lab.typingRest(List.of(InitLab.PASSWORD, "12345", code), "--user", "root@pam", "--yes");

      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      assertThat(run.out()).contains("That is no code: it has six digits.");
    }
  }

  @Test
  void a_wrong_passphrase_of_the_store_is_seen_before_anything_is_made() throws IOException {
    try (InitLab lab = lab()) {
      String passphrase = "four words of a store";
      CommandRun kept =
          CommandRun.at(
              new CommandRun.Person(passphrase, passphrase, Settings.SECRET),
              lab.environment(),
              "",
              "secret",
              "set",
              "other");
      assertThat(kept.exitCode()).as(kept.err()).isZero();
      List<JsonNode> before = lab.accounts();
      String[] arguments = {"--password-file", home.resolve("password").toString(), "--yes"};

      CommandRun never =
          lab.typingRest(List.of("wrong one", "wrong two", "wrong three"), arguments);
      assertThat(never.exitCode()).as(never.out()).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(lab.accounts()).isEqualTo(before);

      CommandRun second = lab.typingRest(List.of("wrong one", passphrase), arguments);
      assertThat(second.out())
          .containsSubsequence(
              "Passphrase of the secret store", "Passphrase of the secret store", "Sealed its");
    }
  }

  /** Where nothing listens. */
  private static String nobody() throws IOException {
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + gone.getLocalPort();
    }
  }
}
