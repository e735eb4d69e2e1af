package dev.proxmoxmcp.tools.cluster;

import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.Usage;
import dev.proxmoxmcp.client.cluster.ClusterStatus;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.tools.guest.GuestWords;
import dev.proxmoxmcp.tools.list.Rows;
import dev.proxmoxmcp.tools.node.NodeRow;
import dev.proxmoxmcp.tools.storage.Place;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Overview} in words.
 *
 * @param overview what is told
 * @param everything whether every line that wants attention is told, and recent tasks
 */
record OverviewText(Overview overview, boolean everything) {
  private static final int MOST_LINES = 12;
  private static final int MOST_TASKS = 15;

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(headline());
    lines.addAll(overview.limits().missing());
    nodes(lines);
    storages(lines);
    lines.add(guests());
    overview.limits().guests().ifPresent(lines::add);
    overview.limits().tasks().ifPresent(lines::add);
    attention(lines);
    if (everything) {
      List<String> recent = overview.recentTasks(MOST_TASKS);
      lines.add(recent.isEmpty() ? "No recent tasks." : "Recent tasks:");
      recent.forEach(line -> lines.add("- " + line));
    }
    return String.join("\n", lines);
  }

  private String headline() {
    String version = "Proxmox VE " + Foreign.word(overview.version());
    return overview
        .status()
        .map(status -> known(status) + ", " + version + ".")
        .orElse(version + ". " + overview.limits().quorum().orElse(""));
  }

  private static String known(ClusterStatus status) {
    return status.standalone()
        ? "A single node, in no cluster"
        : "Cluster %s: %s, %d of %d nodes online"
            .formatted(
                Foreign.name(status.name()),
                status.quorate() ? "quorate" : "NO QUORUM",
                status.nodesOnline(),
                status.members().size());
  }

  private void nodes(List<String> lines) {
    if (overview.inventory().nodes().isEmpty()) {
      lines.add("No node is visible to this token.");
      return;
    }
    List<NodeRow> rows = NodeRow.of(overview.inventory().nodes(), overview.inventory().guests());
    lines.add(Rows.all(rows).table(NodeRow.USUAL));
  }

  private void storages(List<String> lines) {
    List<Place> places = overview.inventory().storages();
    if (places.isEmpty()) {
      lines.add("No storage is visible to this token.");
      return;
    }
    lines.add("storage\ttype\tnodes\tused");
    for (Place place : places) {
      StorageResource storage = place.sample();
      lines.add(
          String.join(
              "\t",
              storage.storage().toString(),
              Foreign.word(storage.type()),
              storage.shared() ? "shared by " + place.nodes().size() : place.nodes().getFirst(),
              storage.available() ? share(storage.usage()) : "not available"));
    }
  }

  private String guests() {
    List<GuestResource> guests = overview.inventory().guests();
    long vms = guests.stream().filter(guest -> guest.ref().kind() == GuestKind.QEMU).count();
    if (guests.isEmpty()) {
      return "0 guests.";
    }
    return "%s: %s, %s; %s."
        .formatted(
            Amounts.count(guests.size(), "guest"),
            Amounts.count(vms, "VM"),
            Amounts.count(guests.size() - vms, "container"),
            GuestWords.states(guests));
  }

  private void attention(List<String> lines) {
    List<String> attention = overview.attention();
    if (attention.isEmpty()) {
      lines.add("Nothing wants attention.");
      return;
    }
    lines.add("Wants attention:");
    int shown = everything ? attention.size() : Math.min(MOST_LINES, attention.size());
    attention.subList(0, shown).forEach(line -> lines.add("- " + line));
    if (shown < attention.size()) {
      lines.add("- and %d more; format=detailed shows all".formatted(attention.size() - shown));
    }
  }

  private static String share(@Nullable Usage usage) {
    return usage == null
        ? Foreign.NONE
        : Amounts.share(usage.used().bytes(), usage.total().bytes());
  }
}
