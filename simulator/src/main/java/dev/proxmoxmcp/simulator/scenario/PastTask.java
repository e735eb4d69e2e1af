package dev.proxmoxmcp.simulator.scenario;

import dev.proxmoxmcp.simulator.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A task that ended before the scenario is looked at.
 *
 * @param ago how long ago it started
 * @param status its result, which also makes the log's last line
 */
record PastTask(
    String node,
    String type,
    String id,
    String owner,
    Duration ago,
    Duration took,
    String status,
    List<String> log) {

  PastTask {
    log = List.copyOf(log);
  }

  private Duration endedAgo() {
    return ago.minus(took);
  }

  /** The same on another node. */
  PastTask on(String otherNode) {
    return new PastTask(otherNode, type, id, owner, ago, took, status, log);
  }

  /** Records these, the one that ended first before the others. */
  static void archive(Collection<PastTask> pasts, Tasks tasks, Instant now) {
    pasts.stream()
        .sorted(Comparator.comparing(PastTask::endedAgo).reversed())
        .forEach(past -> past.record(tasks, now));
  }

  private void record(Tasks tasks, Instant now) {
    List<String> whole = new ArrayList<>(log);
    whole.add(lastLine(status));
    tasks.archive(new Tasks.Subject(node, type, id, owner), now.minus(ago), took, status, whole);
  }

  private static String lastLine(String status) {
    if (status.equals("OK")) {
      return "TASK OK";
    }
    return status.startsWith("WARNINGS: ") ? "TASK " + status : "TASK ERROR: " + status;
  }
}
