package dev.proxmoxmcp.simulator.node;

import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.guest.Guests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    return nodes.all().stream()
        .map(node -> {
          Map<String, Object> row = row(node, call);
          row.put("cgroup-mode", 2);
          return row;
        })
        .toList();
  }

  /** The entries in {@code GET /nodes}, as recorded. */
  List<Map<String, Object>> listed(Call call) {
    return nodes.all().stream()
        .map(node -> {
          Map<String, Object> row = row(node, call);
          row.put("ssl_fingerprint", node.fingerprint());
          return row;
        })
        .toList();
  }

  private Map<String, Object> row(Node node, Call call) {
    boolean online = nodes.health().online(call.asked(), node.name());
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", "node/" + node.name());
    row.put("type", "node");
    row.put("node", node.name());
    row.put("status", online ? "online" : "offline");
    row.put("level", "");
    if (call.caller().may("/nodes/" + node.name(), "Sys.Audit")) {
      row.put("maxcpu", node.capacity().cpus());
      row.put("maxmem", node.capacity().memory());
      row.put("maxdisk", node.capacity().rootDisk());
      if (online) {
        NodeFigures figures = NodeFigures.of(node, guests, call.now());
        row.put("cpu", figures.cpu());
        row.put("mem", figures.memory());
        row.put("disk", figures.rootDisk());
        row.put("uptime", figures.uptime().toSeconds());
      }
    }
    return row;
  }
}
