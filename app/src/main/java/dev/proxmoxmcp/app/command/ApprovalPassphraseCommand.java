package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.approval.GuardState;
import dev.proxmoxmcp.app.approval.PersonAtTerminal;
import dev.proxmoxmcp.settings.secret.UnlockKey;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code approval-passphrase}: sets what a person approves with. */
@Command(
    name = "approval-passphrase",
    description = {
      "Sets or changes the passphrase by which a person approves changes and lifts a freeze. It is"
          + " typed at this terminal and kept nowhere; a file in the state folder can tell whether"
          + " it is right.",
      ""
    })
public final class ApprovalPassphraseCommand implements Callable<Integer> {
  private final Program program;

  @Mixin private TrailOptions trail = new TrailOptions();

  public ApprovalPassphraseCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (GuardState state = trail.guard(program)) {
      PersonAtTerminal person = state.person();
      if (!person.passphrase().isSet()) {
        try (UnlockKey chosen = person.chosen()) {
          person.passphrase().set(chosen);
        }
        program.terminal().answer("The approval passphrase is set.");
        return ExitCode.OK;
      }
      if (!person.isPerson("change it")) {
        program.terminal().say("That is not the passphrase; nothing was changed.");
        return ExitCode.NO_PERMISSION;
      }
      try (UnlockKey now = person.typed("The one in force once more: ");
          UnlockKey chosen = person.chosen()) {
        person.passphrase().change(now, chosen);
      }
      program.terminal().answer("The approval passphrase is another one now.");
      return ExitCode.OK;
    }
  }
}
