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
    CommandRun freeze = run(new CommandRun.Person(), "freeze", "--reason", "strange calls");
    CommandRun again = run(new CommandRun.Person(), "freeze");
    CommandRun thaw = run(new CommandRun.Person("thaw"), "thaw");
    CommandRun after = run(new CommandRun.Person(), "thaw");

    assertThat(freeze.err()).isEmpty();
    assertThat(freeze.exitCode()).isZero();
    assertThat(freeze.out())
        .matches("Frozen since 2\\S+Z\\. Thaw with: proxmox-mcp thaw")
        .isEqualTo(again.out());
    assertThat(thaw.exitCode()).isZero();
    assertThat(thaw.err()).contains("by local (\"strange calls\")");
    assertThat(thaw.out()).isEqualTo("Thawed: changes may happen again.");
    assertThat(after.out()).isEqualTo("Nothing is frozen.");
    assertThat(after.exitCode()).isZero();
  }

  @Test
  void nobody_and_whoever_types_something_else_leaves_all_frozen() {
    run(new CommandRun.Person(), "freeze");

    CommandRun nobody = run(new CommandRun.Person(), "thaw");
    CommandRun other = run(new CommandRun.Person("yes"), "thaw");

    assertThat(nobody.exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
    assertThat(nobody.err()).contains("All stays frozen: thaw is for a person at a terminal.");
    assertThat(other.exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
    assertThat(run(new CommandRun.Person("thaw"), "thaw").out()).startsWith("Thawed");
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

  private CommandRun run(Keyboard keyboard, String... arguments) {
    return CommandRun.at(keyboard, Map.of("XDG_STATE_HOME", folder.toString()), "", arguments);
  }
}
