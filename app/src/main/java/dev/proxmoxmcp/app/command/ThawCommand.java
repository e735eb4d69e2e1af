package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.approval.GuardState;
import dev.proxmoxmcp.guard.freeze.Freeze;
import dev.proxmoxmcp.guard.store.CannotRecord;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code thaw}: ends the emergency stop. */
@Command(
    name = "thaw",
    description = {
      "Lets changes happen again after `freeze`. It wants the approval passphrase, typed at a"
          + " terminal, since an assistant with a shell could start it too.",
      ""
    },
    footer = {"", "Exit codes: 0 nothing is frozen any more, 77 nobody showed that he may do it."})
public final class ThawCommand implements Callable<Integer> {
  private final Program program;

  @Mixin private TrailOptions state = new TrailOptions();

  public ThawCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    try (GuardState guard = state.guard(program)) {
      Freeze freeze = new Freeze(guard.ledger().store(), program.clock());
      freeze.state().ifPresent(frozen -> program.terminal().say(frozen.since()));
      return switch (freeze.thaw(guard.user(), guard.person())) {
        case THAWED -> {
          program.terminal().answer("Thawed: changes may happen again.");
          yield ExitCode.OK;
        }
        case NOT_FROZEN -> {
          program.terminal().answer("Nothing is frozen.");
          yield ExitCode.OK;
        }
        case REFUSED -> {
          program.terminal().say("That is not the approval passphrase; all stays frozen.");
          yield ExitCode.NO_PERMISSION;
        }
      };
    } catch (CannotRecord unusable) {
      program.terminal().say(unusable.getMessage());
      return ExitCode.UNAVAILABLE;
    }
  }
}
