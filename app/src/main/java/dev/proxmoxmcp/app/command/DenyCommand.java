package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.approval.GuardState;
import dev.proxmoxmcp.guard.Desk;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deny}: a person says no to a plan. */
@Command(
    name = "deny",
    description = {
      "Says no to a change that waits: nobody can run it any more. That takes no passphrase.",
      ""
    })
public final class DenyCommand implements Callable<Integer> {
  private final Program program;

  @Mixin private PlanIdParameter plan = new PlanIdParameter();
  @Mixin private TrailOptions trail = new TrailOptions();

  public DenyCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    try (GuardState state = trail.guard(program)) {
      return switch (state.desk().deny(plan.find(state.desk()).id(), state.approval())) {
        case Desk.Result.Done(var denied) -> {
          program.terminal().answer("Denied: " + denied.proposal().title() + ".");
          yield ExitCode.OK;
        }
        case Desk.Result.Gone(String why) -> gone(why);
        case Desk.Result.OnlyOnce(String why) -> gone(why);
        case Desk.Result.WrongName(List<String> _) -> gone("That is not its name.");
      };
    }
  }

  private int gone(String why) {
    program.terminal().say(why);
    return ExitCode.USAGE;
  }
}
