package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.guard.Desk;
import dev.proxmoxmcp.guard.plan.Plan;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Parameters;

/** The plan that a command is about. */
final class PlanIdParameter {
  private static final int SHORTEST = 4;

  @Parameters(
      paramLabel = "ID",
      description = "The plan, as `proxmox-mcp plans` shows it; its first letters will do.")
  private String id = "";

  /**
   * The one plan that is meant.
   *
   * @throws UsageProblem if there is none, or several begin so
   */
  Plan find(Desk desk) {
    String wanted = id.strip().toLowerCase(Locale.ROOT);
    List<Plan> found =
        desk.waiting().stream()
            .filter(plan -> wanted.length() >= SHORTEST && plan.id().text().startsWith(wanted))
            .toList();
    if (found.size() != 1) {
      throw new UsageProblem(
          (found.isEmpty() ? "No plan that waits has that id" : "Several plans begin so")
              + "; `proxmox-mcp plans` shows those that wait. They end after 10 minutes.");
    }
    return found.getFirst();
  }
}
