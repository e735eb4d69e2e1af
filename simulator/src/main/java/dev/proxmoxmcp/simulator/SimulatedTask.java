package dev.proxmoxmcp.simulator;

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
}
