package dev.proxmoxmcp.tools.cluster;

import dev.proxmoxmcp.client.cluster.ClusterStatus;
import dev.proxmoxmcp.client.task.TaskInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the cluster is.
 *
 * @param version of Proxmox VE on the node that answered
 * @param status quorum and members; empty if that is not known
 * @param inventory nodes, guests, storages; VMs that stand still are told as paused
 * @param vms which those are, and what is not known of that
 * @param tasks recent ones of all nodes that the token sees
 * @param limits what is not seen
 * @param now when it was read
 */
record Overview(
    String version,
    Optional<ClusterStatus> status,
    Inventory inventory,
    VmStates vms,
    List<TaskInfo> tasks,
    Limits limits,
    Instant now) {
  /**
   * What the token does not see and what did not come, in sentences.
   *
   * @param quorum why it is not known; empty if it is
   * @param guests empty if it sees all
   * @param tasks empty if it sees all
   * @param missing what did not come
   */
  record Limits(
      Optional<String> quorum,
      Optional<String> guests,
      Optional<String> tasks,
      List<String> missing) {
    Limits {
      missing = List.copyOf(missing);
    }
  }

  /** What a person should look at, the worst first; empty if nothing. */
  List<String> attention() {
    return new Attention(this).lines();
  }

  /** Recent tasks, newest first, a line each. */
  List<String> recentTasks(int count) {
    return taskLines().recent(tasks, count);
  }

  TaskLines taskLines() {
    return new TaskLines(inventory.guests(), now);
  }
}
