package dev.proxmoxmcp.simulator.node;

import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.guest.Guests;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The nodes as the lists show them: figures only for who may see them. */
public final class NodeRows {
  private final Nodes nodes;
  private final Guests guests;

  /** Rows of these nodes, which carry these guests. */
  public NodeRows(Nodes nodes, Guests guests) {
    this.nodes = nodes;
    this.guests = guests;
  }

  /** The entries in {@code GET /cluster/resources}, as recorded. */
  public List<Map<String, Object>> resources(Call call) {
    return rows(call, (_, row) -> row.put("cgroup-mode", 2));
  }

  /** The entries in {@code GET /nodes}, as recorded. */
  List<Map<String, Object>> listed(Call call) {
    return rows(call, (node, row) -> row.put("ssl_fingerprint", node.fingerprint()));
  }

  private List<Map<String, Object>> rows(Call call, BiConsumer<Node, Map<String, Object>> last) {
    Map<String, NodeFigures> figures = NodeFigures.of(nodes.all(), guests, call.now());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Node node : nodes.all()) {
      Map<String, Object> row =
          row(node, call, online(node, call) ? figures.get(node.name()) : null);
      last.accept(node, row);
      rows.add(row);
    }
    return rows;
  }

  private Map<String, Object> row(Node node, Call call, @Nullable NodeFigures figures) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", "node/" + node.name());
    row.put("type", "node");
    row.put("node", node.name());
    row.put("status", online(node, call) ? "online" : "offline");
    row.put("level", "");
    if (call.caller().may("/nodes/" + node.name(), "Sys.Audit")) {
      row.put("maxcpu", node.capacity().cpus());
      row.put("maxmem", node.capacity().memory());
      row.put("maxdisk", node.capacity().rootDisk());
      if (figures != null) {
        row.put("cpu", figures.cpu());
        row.put("mem", figures.memory());
        row.put("disk", figures.rootDisk());
        row.put("uptime", figures.uptime().toSeconds());
      }
    }
    return row;
  }

  private boolean online(Node node, Call call) {
    return nodes.health().online(call.asked(), node.name());
  }
}
