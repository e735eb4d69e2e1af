package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.app.approval.GuardState;
import dev.proxmoxmcp.guard.Desk;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.tools.plan.PlanWords;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code approve}: a person says yes to a plan. */
@Command(
    name = "approve",
    description = {
      "Shows a change that waits and lets it be run, after the approval passphrase was typed at"
          + " this terminal. Who asked for it runs it then (the tool plan_execute); it is done only"
          + " if all is still as it was.",
      ""
    })
public final class ApproveCommand implements Callable<Integer> {
  private final Program program;

  @Mixin private PlanIdParameter plan = new PlanIdParameter();
  @Mixin private TrailOptions trail = new TrailOptions();

  @Option(
      names = "--uses",
      paramLabel = "N",
      description =
          "Also for the next ones like it, N in all: the same tool, the same guests, the same"
              + " principal.")
  private int uses = 1;

  @Option(
      names = "--for",
      paramLabel = "MINUTES",
      description = "With --uses: for so long, 1 to 1440 (default 60).")
  private @Nullable Integer minutes;

  public ApproveCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    Desk.Terms terms = terms();
    try (GuardState state = trail.guard(program)) {
      Plan found = plan.find(state.desk());
      program.terminal().say(String.join("\n", PlanWords.lines(found)));
      String typed = typed(found);
      if (!state.person().isPerson("approve this")) {
        program.terminal().say("That is not the passphrase; nothing was approved.");
        return ExitCode.NO_PERMISSION;
      }
      return told(state.desk().approve(found.id(), found.digest(), state.approval(), terms, typed));
    }
  }

  private Desk.Terms terms() {
    if (minutes != null && uses == 1) {
      throw new UsageProblem("--for goes with --uses: one plan ends after 10 minutes anyway.");
    }
    try {
      return uses == 1
          ? Desk.Terms.ONCE
          : new Desk.Terms(uses, Duration.ofMinutes(minutes == null ? 60 : minutes));
    } catch (IllegalArgumentException outOfBounds) {
      throw new UsageProblem(outOfBounds.getMessage() + ".");
    }
  }

  private String typed(Plan found) {
    List<String> names = found.proposal().namesToType();
    return names.isEmpty()
        ? ""
        : program
            .terminal()
            .keyboard()
            .line(
                names.size() == 1
                    ? "The guest is protected; type its name: "
                    : "The guests are protected; type their names, parted by commas: ");
  }

  private int told(Desk.Result result) {
    return switch (result) {
      case Desk.Result.Done(Plan approved) -> {
        program
            .terminal()
            .answer("Approved. plan_execute with plan=" + approved.id() + " runs it.");
        yield ExitCode.OK;
      }
      case Desk.Result.Gone(String why) -> refused(why);
      case Desk.Result.OnlyOnce(String why) -> refused(why);
      case Desk.Result.WrongName(List<String> _) ->
          refused("That is not the name of the guest; nothing was approved.");
    };
  }

  private int refused(String why) {
    program.terminal().say(why);
    return ExitCode.NO_PERMISSION;
  }
}
