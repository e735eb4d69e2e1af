package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.task.Task;
import java.util.List;

/**
 * A task as it is now, past all permissions.
 *
 * @param exitStatus {@code OK}, {@code WARNINGS: n}, an error's text; empty while it runs
 * @param log the lines so far
 */
public record SimulatedTask(
    String upid, String node, String type, String id, String exitStatus, List<String> log) {
  public SimulatedTask {
    log = List.copyOf(log);
  }

  /** Whether it still runs. */
  public boolean running() {
    return exitStatus.isEmpty();
  }

  static SimulatedTask of(Task task) {
    return new SimulatedTask(
        task.upid().toString(),
        task.upid().node(),
        task.upid().type(),
        task.upid().id(),
        task.exitStatus().orElse(""),
        task.log());
  }
}
