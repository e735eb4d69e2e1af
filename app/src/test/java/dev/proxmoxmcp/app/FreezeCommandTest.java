package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code freeze} and {@code thaw}, each a process of its own on one state folder. */
class FreezeCommandTest {
  @TempDir Path folder;

  @Test
  void what_one_process_freezes_another_finds_frozen_until_a_person_thaws() {
    passphrase();
    CommandRun freeze = run(new CommandRun.Person(), "freeze", "--reason", "strange calls");
    CommandRun again = run(new CommandRun.Person(), "freeze");
    CommandRun thaw = run(new CommandRun.Person(PASSPHRASE), "thaw");
    CommandRun after = run(new CommandRun.Person(), "thaw");

    assertThat(freeze.err()).isEmpty();
    assertThat(freeze.exitCode()).isZero();
    assertThat(freeze.out())
        .matches("Frozen since 2\\S+Z\\. Thaw with: proxmox-mcp thaw")
        .isEqualTo(again.out());
    assertThat(thaw.exitCode()).isZero();
    assertThat(thaw.err()).contains("(\"strange calls\")");
    assertThat(thaw.out()).isEqualTo("Thawed: changes may happen again.");
    assertThat(after.out()).isEqualTo("Nothing is frozen.");
    assertThat(after.exitCode()).isZero();
  }

  @Test
  void nobody_and_whoever_types_something_else_leaves_all_frozen() {
    run(new CommandRun.Person(), "freeze");
    assertThat(run(new CommandRun.Person("thaw"), "thaw").err())
        .contains("No approval passphrase is set");
    passphrase();

    CommandRun nobody = run(new CommandRun.Person(), "thaw");
    CommandRun other = run(new CommandRun.Person("another one, of some length"), "thaw");

    assertThat(nobody.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(nobody.err()).contains("This takes a person at a terminal");
    assertThat(other.exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
    assertThat(other.err()).contains("That is not the approval passphrase; all stays frozen.");
    assertThat(run(new CommandRun.Person(PASSPHRASE), "thaw").out()).startsWith("Thawed");
  }

  @Test
  void freezing_needs_no_settings_and_says_what_is_wrong_with_the_state_folder()
      throws IOException {
    Files.writeString(folder.resolve("proxmox-mcp"), "no folder");

    CommandRun run = run(new CommandRun.Person(), "freeze");

    assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(run.err()).contains("cannot record", "refuse changes by themselves");
    assertThat(CommandRun.of("freeze").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private static final String PASSPHRASE = "four random words here";

  private void passphrase() {
    assertThat(run(new CommandRun.Person(PASSPHRASE, PASSPHRASE), "approval-passphrase").exitCode())
        .isZero();
  }

  private CommandRun run(Keyboard keyboard, String... arguments) {
    return CommandRun.at(keyboard, Map.of("XDG_STATE_HOME", folder.toString()), "", arguments);
  }
}
