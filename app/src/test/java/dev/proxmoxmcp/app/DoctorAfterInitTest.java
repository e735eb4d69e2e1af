package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor} says of a cluster for which a person chose toolsets. */
@Timeout(120)
class DoctorAfterInitTest {
  @TempDir private Path home;

  private InitLab lab() throws IOException {
    return new InitLab(home, "9.2");
  }

  @Test
  void what_was_set_up_serves_calls_and_the_doctor_sees_the_rights() throws IOException {
    try (InitLab lab = lab()) {
      assertThat(lab.unattended("--toolsets", "operate").exitCode()).isZero();

      assertThat(CommandRun.in(lab.environment(), "doctor").out())
          .contains("May switch guests and snapshot them.", "All is well.");
      assertThat(CommandRun.in(lab.environment(), "call", "guest_list").out())
          .startsWith("4 guests");
    }
  }

  @Test
  void what_was_not_chosen_is_no_fault_and_the_doctor_says_how_it_is_chosen() throws IOException {
    try (InitLab lab = lab()) {
      assertThat(lab.unattended("--toolsets", "operate").exitCode()).isZero();
      String command =
          "→ run: proxmox-mcp init --host " + lab.host() + " --toolsets inventory,logs,operate";

      String without = CommandRun.in(lab.environment(), "doctor", "--allow", "change").out();

      assertThat(without)
          .contains("ok       17 journal     The journal of the nodes is not visible")
          .contains("which lacks Sys.Syslog on /. Toolset logs was not chosen for it.", command)
          .contains("ok       15 privileges  Cannot back guests up")
          .doesNotContain("pveum", "Not looked at");
      assertThat(lab.unattended("--toolsets", "inventory,logs,operate").exitCode()).isZero();
      assertThat(CommandRun.in(lab.environment(), "doctor").out())
          .contains("The journal of the nodes is visible.")
          .doesNotContain(command);
    }
  }

  @Test
  void what_was_chosen_and_taken_away_since_is_a_fault() throws IOException {
    try (InitLab lab = lab()) {
      assertThat(lab.unattended("--toolsets", "operate").exitCode()).isZero();
      lab.change("PUT", "/access/roles/ProxmoxMcp-vms", "privs=VM.Snapshot");

      assertThat(CommandRun.in(lab.environment(), "doctor").out())
          .contains("warning  15 privileges  Cannot switch guests", "lacks VM.PowerMgmt on /vms");
    }
  }

  @Test
  void what_was_chosen_for_another_token_says_nothing_of_one_made_by_hand() throws IOException {
    try (InitLab lab = lab()) {
      assertThat(lab.unattended("--toolsets", "operate").exitCode()).isZero();
      String secret = lab.made("/access/users/mcp@pve/token/byhand");
      lab.privateFile("byhand", secret);
      useTokenMadeByHand(lab);

      assertIsNotHeldAgainstWhatWasChosen(lab);
    }
  }

  @Test
  void what_was_chosen_and_undone_says_nothing_of_what_is_there_now() throws IOException {
    try (InitLab lab = lab()) {
      assertThat(lab.unattended("--toolsets", "operate").exitCode()).isZero();
      String written = Files.readString(lab.settings());
      assertThat(lab.run(new String[] {"--undo", "--script", "--yes"}).exitCode()).isZero();
      // The script was never run, and somebody gave its token another secret.
      String path = "/access/users/mcp@pve/token/assistant";
      lab.change("DELETE", path, "");
      lab.privateFile("byhand", lab.made(path));
      Files.writeString(lab.settings(), written);
      useSecretMadeByHand(lab);

      assertIsNotHeldAgainstWhatWasChosen(lab);
    }
  }

  private static void assertIsNotHeldAgainstWhatWasChosen(InitLab lab) {
    assertThat(CommandRun.in(lab.environment(), "doctor", "--allow", "change").out())
        .contains("warning  17 journal     The journal of the nodes is not visible")
        .doesNotContain("was not chosen for it", "proxmox-mcp init --host");
  }

  private static void useTokenMadeByHand(InitLab lab) throws IOException {
    Files.writeString(
        lab.settings(),
        Files.readString(lab.settings()).replace("mcp@pve!assistant", "mcp@pve!byhand"));
    useSecretMadeByHand(lab);
  }

  private static void useSecretMadeByHand(InitLab lab) throws IOException {
    Files.writeString(
        lab.settings(),
        Files.readString(lab.settings()).replace("store:lab-token", "file:~/byhand"));
  }
}
