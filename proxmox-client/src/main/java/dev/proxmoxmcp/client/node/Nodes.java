package dev.proxmoxmcp.client.node;

import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.cluster.NodeState;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.LoadFields;
import dev.proxmoxmcp.client.http.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes. Every method sends one request and throws a {@link
 * dev.proxmoxmcp.client.ProxmoxException}. Thread-safe.
 */
public final class Nodes {
  private static final Endpoint LIST = Endpoint.read("/nodes");
  private static final Endpoint STATUS = Endpoint.read("/nodes/{node}/status");

  private final Session session;

  /** For {@link dev.proxmoxmcp.client.BoundCluster}. */
  public Nodes(Session session) {
    this.session = session;
  }

  /**
   * {@code GET /nodes}: every token sees the names; the figures want Sys.Audit on {@code
   * /nodes/{node}}.
   */
  public List<NodeSummary> list() {
    return session
        .send(LIST.call("list the nodes"))
        .list(node ->
            new NodeSummary(
                node.required("node", NodeName::new),
                NodeState.of(node.text("status")),
                LoadFields.load(node, "maxcpu"),
                node.text("ssl_fingerprint")));
  }

  /** {@code GET /nodes/{node}/status}: wants Sys.Audit on {@code /nodes/{node}}. */
  public NodeStatus status(NodeName node) {
    Fields status = session.send(STATUS.call("read the status of node " + node, node)).object();
    Fields cpu = status.inner("cpuinfo");
    return new NodeStatus(
        node,
        status.seconds("uptime"),
        new NodeStatus.Software(
            orEmpty(status.text("pveversion")), orEmpty(status.text("kversion"))),
        new NodeStatus.Processors(
            orEmpty(cpu.text("model")), count(cpu, "sockets"), count(cpu, "cpus")),
        status.share("cpu"),
        loadAverage(status),
        new NodeStatus.Storage(
            LoadFields.usage(status.inner("memory"), "used", "total"),
            LoadFields.usage(status.inner("swap"), "used", "total"),
            LoadFields.usage(status.inner("rootfs"), "used", "total")));
  }

  /** Proxmox writes the three as texts. */
  private static List<Double> loadAverage(Fields status) {
    List<Double> load = new ArrayList<>();
    for (String text : status.texts("loadavg")) {
      if (text.matches("[0-9]{1,6}(\\.[0-9]{1,6})?")) {
        load.add(Double.valueOf(text));
      }
    }
    return load;
  }

  private static int count(Fields fields, String name) {
    return Math.clamp(fields.number(name).orElse(0), 0, Integer.MAX_VALUE);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
