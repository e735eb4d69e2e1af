package dev.proxmoxmcp.client.node;

import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.cluster.NodeState;
import dev.proxmoxmcp.client.cluster.Version;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.LoadFields;
import dev.proxmoxmcp.client.http.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The nodes. Every method sends one request and throws a {@link
 * dev.proxmoxmcp.client.ProxmoxException}. Thread-safe.
 */
public final class Nodes {
  private static final Endpoint LIST = Endpoint.read("/nodes");
  private static final Endpoint STATUS = Endpoint.read("/nodes/{node}/status");
  private static final Endpoint TIME = Endpoint.read("/nodes/{node}/time");
  private static final Endpoint VERSION = Endpoint.read("/nodes/{node}/version");
  private static final Endpoint SERVICES = Endpoint.read("/nodes/{node}/services");
  private static final Endpoint CERTIFICATES = Endpoint.read("/nodes/{node}/certificates/info");
  private static final Endpoint NETWORK = Endpoint.read("/nodes/{node}/network");
  private static final Endpoint UPDATES = Endpoint.read("/nodes/{node}/apt/update");

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
        new NodeStatus.Software(status.textOrEmpty("pveversion"), status.textOrEmpty("kversion")),
        new NodeStatus.Processors(
            cpu.textOrEmpty("model"), count(cpu, "sockets"), count(cpu, "cpus")),
        status.share("cpu"),
        loadAverage(status),
        new NodeStatus.Storage(
            LoadFields.usage(status.inner("memory"), "used", "total"),
            LoadFields.usage(status.inner("swap"), "used", "total"),
            LoadFields.usage(status.inner(ofCluster() ? "rootfs" : "root"), "used", "total")));
  }

  /** {@code GET /nodes/{node}/time}: its clock; wants Sys.Audit on {@code /nodes/{node}}. */
  public Instant time(NodeName node) {
    return session
        .send(TIME.call("read the clock of node " + node, node))
        .object()
        .required("time", seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)));
  }

  /** {@code GET /nodes/{node}/version}: of a cluster's node; any token may ask. */
  public Version version(NodeName node) {
    Fields version = session.send(VERSION.call("read the version of node " + node, node)).object();
    return new Version(version.required("version"), version.required("release"));
  }

  /** {@code GET /nodes/{node}/services}: wants Sys.Audit on {@code /nodes/{node}}. */
  public List<NodeService> services(NodeName node) {
    return session
        .send(SERVICES.call("list the services of node " + node, node))
        .list(row ->
            new NodeService(
                row.required("service"), row.textOrEmpty(ofCluster() ? "active-state" : "state")));
  }

  /** {@code GET /nodes/{node}/certificates/info}: any token may ask. */
  public List<NodeCertificate> certificates(NodeName node) {
    return session
        .send(CERTIFICATES.call("list the certificates of node " + node, node))
        .list(row ->
            new NodeCertificate(
                row.required("filename"), row.instant("notafter"), row.textOrEmpty("fingerprint")));
  }

  /** {@code GET /nodes/{node}/network}: any token may ask. */
  public List<NodeInterface> network(NodeName node) {
    return session
        .send(NETWORK.call("list the network interfaces of node " + node, node))
        .list(row -> {
          List<String> addresses = new ArrayList<>();
          Stream.of("cidr", "cidr6")
              .map(row::text)
              .filter(Objects::nonNull)
              .forEach(addresses::add);
          return new NodeInterface(
              row.required(ofCluster() ? "iface" : "name"),
              row.textOrEmpty("type"),
              row.flag("active"),
              addresses);
        });
  }

  /**
   * {@code GET /nodes/{node}/apt/update}: what was known at the last look for updates. Wants
   * Sys.Modify on {@code /nodes/{node}}.
   */
  public List<NodeUpdate> updates(NodeName node) {
    return session
        .send(UPDATES.call("list the updates of node " + node, node))
        .list(row ->
            new NodeUpdate(
                row.required("Package"),
                row.textOrEmpty("OldVersion"),
                row.textOrEmpty("Version")));
  }

  /** A Backup Server has other names for some fields. */
  private boolean ofCluster() {
    return session.ofCluster();
  }

  /** Proxmox VE writes the three as texts. */
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
}
