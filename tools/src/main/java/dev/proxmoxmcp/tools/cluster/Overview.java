package dev.proxmoxmcp.tools.cluster;

import dev.proxmoxmcp.client.Usage;
import dev.proxmoxmcp.client.cluster.ClusterStatus;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.NodeResource;
import dev.proxmoxmcp.client.cluster.NodeState;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.TaskState;
import dev.proxmoxmcp.tools.storage.Place;
import dev.proxmoxmcp.tools.task.TaskWords;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the cluster is.
 *
 * @param version of Proxmox VE on the node that answered
 * @param status quorum and members; empty if that is not known
 * @param inventory nodes, guests, storages
 * @param tasks recent ones of all nodes that the token sees
 * @param limits what is not seen
 * @param now when it was read
 */
record Overview(
    String version,
    Optional<ClusterStatus> status,
    Inventory inventory,
    List<TaskInfo> tasks,
    Limits limits,
    Instant now) {
  private static final double NEARLY_FULL_PERCENT = 90;
  private static final Duration RECENT = Duration.ofHours(24);

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

  /** Failed tasks of the last day, newest first. */
  List<TaskInfo> failures() {
    return tasks.stream()
        .filter(task -> task.state() instanceof TaskState.Failed)
        .filter(task -> TaskWords.ended(task).isAfter(now.minus(RECENT)))
        .sorted(Comparator.comparing(TaskWords::ended).reversed())
        .toList();
  }

  /** What a person should look at, the worst first; empty if nothing. */
  List<String> attention() {
    List<String> lines = new ArrayList<>();
    status
        .filter(known -> !known.quorate())
        .ifPresent(_ -> lines.add("the cluster has no quorum: nothing can be started or changed"));
    for (NodeResource node : inventory.nodes()) {
      if (node.state() != NodeState.ONLINE) {
        lines.add("node " + node.node() + " is " + node.state().name().toLowerCase(Locale.ROOT));
      } else {
        full(lines, "memory of node " + node.node(), node.load().memory());
      }
    }
    for (Place place : inventory.storages()) {
      storage(lines, place);
    }
    for (GuestResource guest : inventory.guests()) {
      if (guest.marks().lock() != null) {
        lines.add(
            "%s %s %s is locked: %s"
                .formatted(
                    guest.ref().kind().label(),
                    guest.ref().vmid(),
                    Foreign.name(guest.name()),
                    Foreign.name(guest.marks().lock())));
      }
    }
    failures().forEach(task -> lines.add(failure(task)));
    return lines;
  }

  private static void storage(List<String> lines, Place place) {
    String name = "storage " + place.sample().storage();
    if (!place.missingOn().isEmpty()) {
      lines.add(name + " is not available on " + String.join(", ", place.missingOn()));
    }
    if (place.sample().available()) {
      full(
          lines,
          place.sample().shared() ? name : name + " on " + place.nodes().getFirst(),
          place.sample().usage());
    }
  }

  private static void full(List<String> lines, String what, @Nullable Usage usage) {
    if (usage != null && usage.share().value() >= NEARLY_FULL_PERCENT) {
      lines.add(
          what + " is nearly full: " + Amounts.share(usage.used().bytes(), usage.total().bytes()));
    }
  }

  private String failure(TaskInfo task) {
    return "task " + taskLine(task);
  }

  /** Recent tasks, newest first, a line each. */
  List<String> recentTasks(int count) {
    return tasks.stream()
        .sorted(Comparator.comparing(TaskWords::ended).reversed())
        .limit(count)
        .map(this::taskLine)
        .toList();
  }

  private String taskLine(TaskInfo task) {
    String object = task.upid().object();
    return "%s%s on %s %s"
        .formatted(
            TaskWords.type(task),
            object.isEmpty() ? "" : " " + named(object),
            task.upid().node(),
            TaskWords.outcome(task, now));
  }

  /** The object of a task is often a vmid; then it has a name. */
  private String named(String object) {
    return inventory.guests().stream()
        .filter(guest -> guest.ref().vmid().toString().equals(object) && guest.name() != null)
        .findFirst()
        .map(guest -> object + " " + Foreign.name(guest.name()))
        .orElseGet(() -> Foreign.value(object));
  }
}
