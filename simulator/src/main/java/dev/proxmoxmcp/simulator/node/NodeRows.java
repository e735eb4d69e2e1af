package dev.proxmoxmcp.simulator.node;

import dev.proxmoxmcp.simulator.api.Caller;
import dev.proxmoxmcp.simulator.guest.Guests;
import java.time.Instant;
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
  public List<Map<String, Object>> resources(Caller caller, Instant now) {
    return nodes.all().stream()
        .map(node -> {
          Map<String, Object> row = row(node, caller, now);
          row.put("cgroup-mode", 2);
          return row;
        })
        .toList();
  }

  /** The entries in {@code GET /nodes}, as recorded. */
  List<Map<String, Object>> listed(Caller caller, Instant now) {
    return nodes.all().stream()
        .map(node -> {
          Map<String, Object> row = row(node, caller, now);
          row.put("ssl_fingerprint", node.fingerprint());
          return row;
        })
        .toList();
  }

  private Map<String, Object> row(Node node, Caller caller, Instant now) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", "node/" + node.name());
    row.put("type", "node");
    row.put("node", node.name());
    row.put("status", "online");
    row.put("level", "");
    if (caller.may("/nodes/" + node.name(), "Sys.Audit")) {
      NodeFigures figures = NodeFigures.of(node, guests, now);
      row.put("cpu", figures.cpu());
      row.put("maxcpu", node.capacity().cpus());
      row.put("mem", figures.memory());
      row.put("maxmem", node.capacity().memory());
      row.put("disk", figures.rootDisk());
      row.put("maxdisk", node.capacity().rootDisk());
      row.put("uptime", figures.uptime().toSeconds());
    }
    return row;
  }
}
