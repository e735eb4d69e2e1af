package dev.proxmoxmcp.tools.cluster;

import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.Usage;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.NodeResource;
import dev.proxmoxmcp.client.cluster.NodeState;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.TaskState;
import dev.proxmoxmcp.tools.guest.GuestNames;
import dev.proxmoxmcp.tools.guest.GuestWords;
import dev.proxmoxmcp.tools.storage.Place;
import dev.proxmoxmcp.tools.task.TaskWords;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person should look at in a cluster: a line for each cause, the worst first. */
record Attention(Overview overview) {
  private static final Duration RECENT = Duration.ofHours(24);

  /** Empty if there is nothing. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    overview
        .status()
        .filter(known -> !known.quorate())
        .ifPresent(_ -> lines.add("the cluster has no quorum: nothing can be started or changed"));
    overview.inventory().nodes().forEach(node -> node(lines, node));
    overview.inventory().guests().forEach(guest -> halted(lines, guest));
    Set<String> away = nodesAway();
    overview.inventory().storages().forEach(place -> storage(lines, place, away));
    overview.inventory().guests().forEach(guest -> locked(lines, guest));
    Restarts.of(overview.inventory().guests(), overview.tasks()).stream()
        .filter(restarts -> restarts.lately(overview.now(), RECENT))
        .forEach(restarts -> lines.add(restarts.line(overview.now())));
    Failures.of(failures())
        .forEach(failed -> lines.add(failed.line(overview.taskLines(), overview.now())));
    return lines;
  }

  private void node(List<String> lines, NodeResource node) {
    String name = "node " + node.node();
    if (node.state() == NodeState.ONLINE) {
      full(lines, "memory of " + name, node.load().memory());
      return;
    }
    long guests =
        overview.inventory().guests().stream()
            .filter(guest -> guest.node().equals(node.node()))
            .count();
    String unknown =
        guests == 0
            ? ""
            : ", so nothing is known of the " + Amounts.count(guests, "guest") + " on it";
    lines.add(name + " is " + node.state().name().toLowerCase(Locale.ROOT) + unknown);
  }

  private void halted(List<String> lines, GuestResource guest) {
    String said = overview.vms().halted().get(guest.ref().vmid());
    if (said != null && guest.ref().kind() == GuestKind.QEMU) {
      lines.add(GuestNames.described(guest) + " " + GuestWords.halted(said));
    }
  }

  private Set<String> nodesAway() {
    return overview.inventory().nodes().stream()
        .filter(node -> node.state() == NodeState.OFFLINE)
        .map(node -> node.node().toString())
        .collect(Collectors.toSet());
  }

  /** What a node took along when it went is not another cause. */
  private static void storage(List<String> lines, Place place, Set<String> away) {
    String name = "storage " + place.sample().storage();
    List<String> missingOn =
        place.missingOn().stream().filter(node -> !away.contains(node)).toList();
    if (!missingOn.isEmpty()) {
      lines.add(name + " is not available on " + String.join(", ", missingOn));
    }
    if (place.sample().available()) {
      full(
          lines,
          place.sample().shared() ? name : name + " on " + place.nodes().getFirst(),
          place.sample().usage());
    }
  }

  private static void full(List<String> lines, String what, @Nullable Usage usage) {
    if (usage != null && Amounts.nearlyFull(usage)) {
      lines.add(
          what + " is nearly full: " + Amounts.share(usage.used().bytes(), usage.total().bytes()));
    }
  }

  private static void locked(List<String> lines, GuestResource guest) {
    if (guest.marks().lock() != null) {
      lines.add(
          "%s is locked: %s"
              .formatted(GuestWords.title(guest), Foreign.name(guest.marks().lock())));
    }
  }

  /** Failed tasks of the last day, newest first. */
  private List<TaskInfo> failures() {
    return overview.tasks().stream()
        .filter(task -> task.state() instanceof TaskState.Failed)
        .filter(task -> TaskWords.ended(task).isAfter(overview.now().minus(RECENT)))
        .sorted(Comparator.comparing(TaskWords::ended).reversed())
        .toList();
  }
}
