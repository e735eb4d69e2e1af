package dev.proxmoxmcp.simulator.node;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.guest.Guests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code /nodes} and what belongs to the node itself. */
public final class NodeRoutes {
  private static final String KERNEL = "6.17.2-1-pve";
  private static final String KERNEL_BUILD =
      "#1 SMP PREEMPT_DYNAMIC PMX 6.17.2-1 (2025-10-21T11:55Z)";

  private final Nodes nodes;
  private final Guests guests;
  private final NodeRows rows;
  private final Map<String, Object> version;

  /**
   * Routes to these nodes.
   *
   * @param version the answer of {@code GET /nodes/{node}/version}
   */
  public NodeRoutes(Nodes nodes, Guests guests, Map<String, Object> version) {
    this.nodes = nodes;
    this.guests = guests;
    this.rows = new NodeRows(nodes, guests);
    this.version = Map.copyOf(version);
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.get("/nodes").answers(call -> Answer.of(rows.listed(call))),
        Route.get("/nodes/{node}")
            .lists("name", "lxc", "qemu", "status", "storage", "tasks", "version"),
        Route.get("/nodes/{node}/version").answers(call -> Answer.of(versionOf(call.node()))),
        Route.get("/nodes/{node}/status")
            .needs(Permission.all("/nodes/{node}", "Sys.Audit"))
            .answers(this::status));
  }

  private Map<String, Object> versionOf(String node) {
    return nodes.health().version(node, version);
  }

  private Answer status(Call call) {
    Node node =
        nodes
            .find(call.node())
            .orElseThrow(() -> new IllegalStateException("the API resolved an unknown node"));
    NodeFigures figures = NodeFigures.of(node, guests, call.now());
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("uptime", figures.uptime().toSeconds());
    status.put("cpu", figures.cpu());
    status.put("wait", 0);
    status.put("idle", 0);
    status.put("loadavg", loads(figures.cpu() * node.capacity().cpus()));
    status.put("cpuinfo", processors(node));
    status.put("memory", memory(node, figures));
    status.put("swap", Map.of("total", 0, "used", 0, "free", 0));
    status.put("ksm", Map.of("shared", 0));
    status.put("rootfs", rootDisk(node, figures));
    status.put("pveversion", "pve-manager/" + versionOf(call.node()).get("version") + "/srcbuild");
    status.put("kversion", "Linux " + KERNEL + " " + KERNEL_BUILD);
    status.put(
        "current-kernel",
        Map.of(
            "sysname", "Linux", "release", KERNEL, "version", KERNEL_BUILD, "machine", "x86_64"));
    status.put("boot-info", Map.of("mode", "legacy-bios"));
    return Answer.of(status);
  }

  private static List<String> loads(double busyCpus) {
    return List.of(load(busyCpus * 1.1), load(busyCpus), load(busyCpus * 0.9));
  }

  private static String load(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static Map<String, Object> processors(Node node) {
    Map<String, Object> processors = new LinkedHashMap<>();
    processors.put("cpus", node.capacity().cpus());
    processors.put("cores", node.capacity().cpus() / 2);
    processors.put("sockets", 1);
    processors.put("model", "Example CPU @ 2.40GHz");
    processors.put("vendor", "GenuineIntel");
    processors.put("family", "6");
    processors.put("mhz", "2400.000");
    processors.put("user_hz", 100);
    processors.put("hvm", "1");
    processors.put("flags", "fpu vme de pse tsc msr pae mce cx8 apic sep vmx aes avx avx2");
    return processors;
  }

  private static Map<String, Object> memory(Node node, NodeFigures figures) {
    long free = node.capacity().memory() - figures.memory();
    return Map.of(
        "total",
        node.capacity().memory(),
        "used",
        figures.memory(),
        "free",
        free / 2,
        "available",
        free);
  }

  private static Map<String, Object> rootDisk(Node node, NodeFigures figures) {
    long free = node.capacity().rootDisk() - figures.rootDisk();
    return Map.of(
        "total",
        node.capacity().rootDisk(),
        "used",
        figures.rootDisk(),
        "free",
        free,
        "avail",
        free / 20 * 19);
  }
}
