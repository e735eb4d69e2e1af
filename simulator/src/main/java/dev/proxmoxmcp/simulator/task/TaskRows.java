package dev.proxmoxmcp.simulator.task;

import java.util.LinkedHashMap;
import java.util.Map;

/** A task as the answers show it. */
final class TaskRows {
  private TaskRows() {}

  /** The answer of {@code …/status}: the result is in {@code exitstatus}. */
  static Map<String, Object> status(Task task) {
    Map<String, Object> row = described(task.upid());
    row.put("pid", task.upid().pid());
    row.put("pstart", task.upid().startTicks());
    row.put("status", task.running() ? "running" : "stopped");
    task.exitStatus().ifPresent(result -> row.put("exitstatus", result));
    return row;
  }

  /** An entry of a node's list: the result is in {@code status}. */
  static Map<String, Object> listed(Task task) {
    Map<String, Object> row = described(task.upid());
    row.put("pid", task.upid().pid());
    row.put("pstart", task.upid().startTicks());
    row.put("status", task.exitStatus().orElse("RUNNING"));
    task.endedAt()
        .ifPresentOrElse(
            end -> row.put("endtime", end.getEpochSecond()), () -> row.put("saved", "0"));
    return row;
  }

  /** An entry of the cluster's list: a running one has neither a status nor an end. */
  static Map<String, Object> ofCluster(Task task) {
    Map<String, Object> row = described(task.upid());
    if (task.running()) {
      row.put("pid", task.upid().pid());
    }
    task.exitStatus().ifPresent(result -> row.put("status", result));
    task.endedAt()
        .ifPresent(end -> {
          row.put("endtime", end.getEpochSecond());
          row.put("saved", "1");
        });
    return row;
  }

  private static Map<String, Object> described(Upid upid) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("upid", upid.toString());
    row.put("node", upid.node());
    row.put("type", upid.type());
    row.put("id", upid.id());
    row.put("user", upid.user());
    upid.tokenName().ifPresent(name -> row.put("tokenid", name));
    row.put("starttime", upid.startedAt().getEpochSecond());
    return row;
  }
}
