package dev.proxmoxmcp.tools.node;

import dev.proxmoxmcp.client.Load;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Usage;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.NodeResource;
import dev.proxmoxmcp.client.cluster.NodeState;
import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.tools.list.Column;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A node in a list, with the guests on it.
 *
 * @param running how many of the guests that the token sees run there; empty where that is not
 *     known of all of them, as on a node that is offline
 * @param all how many are there
 */
public record NodeRow(NodeResource node, OptionalLong running, long all) {
  private static final Column<NodeRow> ROOT_DISK =
      Column.of(
          "root disk",
          row -> share(row.node.load().disk()),
          (json, row) -> add(json, "rootDisk", row.node.load().disk()));

  /** What every list of nodes shows. */
  public static final List<Column<NodeRow>> USUAL =
      List.of(
          Column.of(
              "node",
              row -> row.node.node().toString(),
              (json, row) -> json.put("node", row.node.node().toString())),
          Column.of("state", NodeRow::state, (json, row) -> json.put("state", row.state())),
          Column.of("cpu", NodeRow::cpu, NodeRow::addCpu),
          Column.of(
              "memory",
              row -> share(row.node.load().memory()),
              (json, row) -> add(json, "memory", row.node.load().memory())),
          Column.of("uptime", NodeRow::uptime, NodeRow::addUptime),
          Column.of("guests running/all", NodeRow::guests, NodeRow::addGuests));

  /** The same with the root file system. */
  static final List<Column<NodeRow>> ALL =
      List.of(
          USUAL.get(0),
          USUAL.get(1),
          USUAL.get(2),
          USUAL.get(3),
          ROOT_DISK,
          USUAL.get(4),
          USUAL.get(5));

  /** A row for each of {@code nodes}, in their order. */
  public static List<NodeRow> of(List<NodeResource> nodes, List<GuestResource> guests) {
    Map<NodeName, List<GuestResource>> byNode =
        guests.stream().collect(Collectors.groupingBy(GuestResource::node));
    return nodes.stream()
        .map(node -> {
          List<GuestResource> here = byNode.getOrDefault(node.node(), List.of());
          return new NodeRow(node, running(node, here), here.size());
        })
        .toList();
  }

  /** Of guests on a node that is not online Proxmox repeats for a while what it knew last. */
  private static OptionalLong running(NodeResource node, List<GuestResource> guests) {
    boolean stale = node.state() != NodeState.ONLINE && !guests.isEmpty();
    boolean unknown = stale || guests.stream().anyMatch(guest -> guest.state() == RunState.UNKNOWN);
    return unknown
        ? OptionalLong.empty()
        : OptionalLong.of(
            guests.stream().filter(guest -> guest.state() == RunState.RUNNING).count());
  }

  private String guests() {
    return (running.isPresent() ? running.getAsLong() : "?") + "/" + all;
  }

  private static void addGuests(ObjectNode json, NodeRow row) {
    row.running.ifPresent(running -> json.put("guestsRunning", running));
    json.put("guests", row.all);
  }

  String state() {
    return node.state().name().toLowerCase(Locale.ROOT);
  }

  private String cpu() {
    Load.Cpu cpu = node.load().cpu();
    return cpu == null
        ? Foreign.NONE
        : Amounts.percent(cpu.share().value() / 100) + " of " + Math.round(cpu.cores());
  }

  private static void addCpu(ObjectNode json, NodeRow row) {
    Load.Cpu cpu = row.node.load().cpu();
    if (cpu != null) {
      json.put("cpuPercent", Math.round(cpu.share().value() * 10) / 10.0)
          .put("cores", Math.round(cpu.cores()));
    }
  }

  private String uptime() {
    return node.load().uptime().isZero() ? Foreign.NONE : Amounts.duration(node.load().uptime());
  }

  private static void addUptime(ObjectNode json, NodeRow row) {
    json.put("uptimeSeconds", row.node.load().uptime().toSeconds());
  }

  private static String share(@Nullable Usage usage) {
    return usage == null
        ? Foreign.NONE
        : Amounts.share(usage.used().bytes(), usage.total().bytes());
  }

  private static void add(ObjectNode json, String name, @Nullable Usage usage) {
    if (usage != null) {
      json.put(name + "Bytes", usage.used().bytes())
          .put(name + "TotalBytes", usage.total().bytes());
    }
  }
}
