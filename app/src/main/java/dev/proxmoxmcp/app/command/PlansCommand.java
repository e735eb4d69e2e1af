package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.approval.GuardState;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.Standing;
import dev.proxmoxmcp.tools.plan.PlanWords;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plans}: what waits for a person. */
@Command(
    name = "plans",
    description = {
      "Shows the changes that wait for a person, or that were approved and not run yet; then those"
          + " that somebody only looked at, by a dry run. `approve ID` and `deny ID` decide; each"
          + " ends by itself after 10 minutes.",
      ""
    })
public final class PlansCommand implements Callable<Integer> {
  private final Program program;

  @Mixin private TrailOptions trail = new TrailOptions();

  public PlansCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    try (GuardState state = trail.guard(program)) {
      List<Plan> plans = state.desk().waiting();
      program
          .terminal()
          .answer(
              plans.isEmpty()
                  ? "Nothing waits for a person."
                  : plans.stream()
                      .sorted(Comparator.comparing(Plan::isOnlyShown))
                      .map(PlansCommand::told)
                      .collect(Collectors.joining("\n\n")));
    }
    return ExitCode.OK;
  }

  private static String told(Plan plan) {
    String standing =
        switch (plan.standing()) {
          case Standing.Waiting(String _, boolean onlyShown) when onlyShown ->
              "Only looked at, by a dry run: nobody waits for a yes. Approved, it can be run.";
          case Standing.Waiting(String rule, boolean _) -> "Waits for a person (" + rule + ").";
          case Standing.Approved approved ->
              "Approved by " + approved.approval().by() + "; not run yet.";
          case Standing.Open _, Standing.Ended _ -> "";
        };
    return String.join("\n", PlanWords.lines(plan)) + "\n" + standing;
  }
}
