package dev.proxmoxmcp.simulator.cluster;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.node.Node;
import dev.proxmoxmcp.simulator.node.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /version} and {@code /cluster}. */
public final class ClusterRoutes {
  private final Nodes nodes;
  private final Guests guests;
  private final Resources resources;
  private final Map<String, Object> version;

  /**
   * Routes to this cluster.
   *
   * @param version the answer of {@code GET /version}
   */
  public ClusterRoutes(
      Nodes nodes, Guests guests, Resources resources, Map<String, Object> version) {
    this.version = Map.copyOf(version);
    this.nodes = nodes;
    this.guests = guests;
    this.resources = resources;
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.get("/").lists("subdir", "version", "cluster", "nodes", "storage", "access", "pools"),
        Route.get("/version")
            .answers(call -> Answer.of(nodes.health().version(call.asked(), version))),
        Route.get("/cluster").lists("name", "nextid", "options", "resources", "status", "tasks"),
        Route.get("/cluster/status")
            .needs(Permission.all("/", "Sys.Audit"))
            .answers(call -> Answer.of(status(call.asked()))),
        Route.get("/cluster/resources")
            .takes(Parameter.choice("type", "vm", "storage", "node", "sdn"))
            .answers(this::resources),
        Route.get("/cluster/nextid").takes(Parameter.vmid("vmid")).answers(this::nextId));
  }

  private List<Map<String, Object>> status(String asked) {
    List<Map<String, Object>> entries = new ArrayList<>();
    if (!nodes.clusterName().isEmpty()) {
      Map<String, Object> cluster = new LinkedHashMap<>();
      cluster.put("id", "cluster");
      cluster.put("type", "cluster");
      cluster.put("name", nodes.clusterName());
      cluster.put("nodes", nodes.all().size());
      cluster.put("quorate", nodes.quorate(asked) ? 1 : 0);
      cluster.put("version", nodes.all().size());
      entries.add(cluster);
    }
    for (Node node : nodes.all()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("id", "node/" + node.name());
      entry.put("type", "node");
      entry.put("name", node.name());
      entry.put("nodeid", node.number());
      entry.put("ip", node.address());
      entry.put("level", "");
      entry.put("local", node.name().equals(asked) ? 1 : 0);
      entry.put("online", nodes.health().online(asked, node.name()) ? 1 : 0);
      entries.add(entry);
    }
    return entries;
  }

  private Answer resources(Call call) {
    return Answer.of(
        switch (call.text("type").orElse("")) {
          case "vm" -> resources.guests(call);
          case "node" -> resources.nodes(call);
          case "storage" -> resources.storages(call);
          case "sdn" -> List.of();
          default -> resources.all(call);
        });
  }

  private Answer nextId(Call call) {
    int wanted = (int) call.number("vmid", guests.nextFree());
    if (guests.find(wanted).isPresent()) {
      throw Refusal.BadParameters.about("vmid", "VM " + wanted + " already exists");
    }
    return Answer.of(String.valueOf(wanted));
  }
}
