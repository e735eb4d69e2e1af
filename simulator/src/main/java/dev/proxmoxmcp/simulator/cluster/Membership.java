package dev.proxmoxmcp.simulator.cluster;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Digest;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.node.Node;
import dev.proxmoxmcp.simulator.node.Nodes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who belongs to the cluster, {@code /cluster/config}. */
public final class Membership {
  private final Nodes nodes;

  /** Of these nodes. */
  public Membership(Nodes nodes) {
    this.nodes = nodes;
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.get("/cluster/config/nodes").answers(_ -> members()),
        Route.get("/cluster/config/totem").answers(_ -> Answer.of(totem())),
        Route.get("/cluster/config/join").takesAll().answers(this::join));
  }

  private Map<String, Object> member(Node node) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", node.name());
    row.put("nodeid", String.valueOf(node.number()));
    row.put("quorum_votes", "1");
    row.put("ring0_addr", node.address());
    return row;
  }

  private Answer members() {
    if (nodes.clusterName().isEmpty()) {
      return Answer.of(List.of());
    }
    return Answer.of(
        nodes.all().stream()
            .map(node -> {
              Map<String, Object> row = member(node);
              row.put("node", node.name());
              return row;
            })
            .toList());
  }

  private Map<String, Object> totem() {
    Map<String, Object> totem = new LinkedHashMap<>();
    totem.put("cluster_name", nodes.clusterName());
    totem.put("config_version", String.valueOf(nodes.all().size()));
    totem.put("interface", Map.of("0", Map.of("linknumber", "0")));
    totem.put("ip_version", "ipv4-6");
    totem.put("link_mode", "passive");
    totem.put("secauth", "on");
    totem.put("version", "2");
    return totem;
  }

  private Answer join(Call call) {
    if (nodes.clusterName().isEmpty()) {
      throw new Refusal.Died("node is not in a cluster, no join info available!");
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("config_digest", Digest.of(nodes.clusterName() + nodes.all().size()));
    answer.put("preferred_node", call.text("node").orElse(call.asked()));
    answer.put("totem", totem());
    answer.put(
        "nodelist",
        nodes.all().stream()
            .map(node -> {
              Map<String, Object> row = member(node);
              row.put("pve_addr", node.address());
              row.put("pve_fp", node.fingerprint());
              return row;
            })
            .toList());
    return Answer.of(answer);
  }
}
