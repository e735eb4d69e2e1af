package dev.proxmoxmcp.simulator.node;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Tasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The network interfaces of nodes. What is changed is pending until it is applied or taken back.
 * Mutable; guarded by the timeline's turn.
 */
public final class NetworkRoutes {
  private static final String ALL = "/nodes/{node}/network";
  private static final String ONE = ALL + "/{iface}";
  private static final Set<String> NUMBERS = Set.of("autostart", "mtu", "vlan-id");
  private static final Set<String> ABOUT =
      Set.of("node", "iface", "delete", "bridge_vlan_aware", "regenerate-frr", "skip_frr");

  private final Nodes nodes;
  private final Tasks tasks;
  private final Map<String, Interfaces> byNode = new HashMap<>();

  /** The usual interfaces of these nodes. */
  public NetworkRoutes(Nodes nodes, Tasks tasks) {
    this.nodes = nodes;
    this.tasks = tasks;
  }

  /** What is, and what will be. */
  private record Interfaces(
      Map<String, Map<String, Object>> active, Map<String, Map<String, Object>> pending) {
    boolean changed() {
      return !active.equals(pending);
    }

    void accept() {
      active.clear();
      pending.values().forEach(one -> one.put("active", 1));
      active.putAll(pending);
    }

    void revert() {
      pending.clear();
      pending.putAll(active);
    }
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.get(ALL).takesAll().answers(this::list),
        Route.post(ALL).takesAll().answers(this::create),
        Route.put(ALL).takesAll().answers(this::apply),
        Route.delete(ALL)
            .answers(call -> {
              of(call).revert();
              return Answer.of(null);
            }),
        Route.get(ONE).answers(this::read),
        Route.put(ONE).takesAll().answers(this::change),
        Route.delete(ONE).answers(this::delete));
  }

  private Interfaces of(Call call) {
    return byNode.computeIfAbsent(
        call.node(),
        name -> {
          Node node = nodes.find(name).orElseThrow();
          Map<String, Map<String, Object>> usual = new TreeMap<>();
          usual.put("vmbr0", bridge(node));
          if (nodes.all().size() != 2) {
            usual.put("eno1", port());
          }
          return new Interfaces(new TreeMap<>(usual), new TreeMap<>(usual));
        });
  }

  /** As recorded; the recorded cluster of two nodes has no ports that could be seen. */
  private Map<String, Object> bridge(Node node) {
    Map<String, Object> bridge = new LinkedHashMap<>();
    bridge.put("type", "bridge");
    bridge.put("method", "static");
    bridge.put("method6", "manual");
    bridge.put("families", List.of("inet"));
    bridge.put("address", node.address());
    bridge.put("netmask", "24");
    bridge.put("cidr", node.address() + "/24");
    bridge.put("active", 1);
    bridge.put("autostart", 1);
    bridge.put("priority", 3);
    bridge.put("bridge_ports", nodes.all().size() == 2 ? "" : "eno1");
    bridge.put("bridge_stp", "off");
    bridge.put("bridge_fd", "0");
    return bridge;
  }

  private static Map<String, Object> port() {
    Map<String, Object> port = new LinkedHashMap<>();
    port.put("type", "eth");
    port.put("method", "manual");
    port.put("method6", "manual");
    port.put("families", List.of("inet"));
    port.put("active", 1);
    port.put("exists", 1);
    port.put("priority", 2);
    return port;
  }

  private Answer list(Call call) {
    String type = call.text("type").orElse("");
    List<Map<String, Object>> rows = new ArrayList<>();
    of(call)
        .pending()
        .forEach((name, one) -> {
          boolean wanted =
              type.isEmpty()
                  || type.equals(one.get("type"))
                  || (type.startsWith("any_")
                      && String.valueOf(one.get("type")).endsWith("bridge"));
          if (wanted) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("iface", name);
            row.putAll(one);
            rows.add(row);
          }
        });
    return of(call).changed() ? new Answer.WithChanges(rows, changes(of(call))) : Answer.of(rows);
  }

  /** Both files by their interfaces, the way diff shows them. */
  private static String changes(Interfaces interfaces) {
    StringBuilder diff =
        new StringBuilder("--- /etc/network/interfaces\n+++ /etc/network/interfaces.new\n");
    Set<String> names = new TreeSet<>(interfaces.active().keySet());
    names.addAll(interfaces.pending().keySet());
    for (String name : names) {
      Map<String, Object> before = interfaces.active().get(name);
      Map<String, Object> after = interfaces.pending().get(name);
      if (before != null && !before.equals(after)) {
        diff.append("-iface ").append(name).append('\n');
      }
      if (after != null && !after.equals(before)) {
        diff.append("+iface ").append(name).append('\n');
      }
    }
    return diff.toString();
  }

  private Map<String, Object> require(Call call) {
    Map<String, Object> found = of(call).pending().get(call.required("iface"));
    if (found == null) {
      throw Refusal.BadParameters.about("iface", "interface does not exist");
    }
    return found;
  }

  private Answer read(Call call) {
    return Answer.of(require(call));
  }

  private Answer create(Call call) {
    Interfaces interfaces = of(call);
    String name = call.required("iface");
    if (interfaces.pending().containsKey(name)) {
      throw Refusal.BadParameters.about("iface", "interface already exists");
    }
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("type", call.required("type"));
    made.put("families", List.of("inet"));
    made.put(
        "method",
        call.text("address").or(() -> call.text("cidr")).isPresent() ? "static" : "manual");
    made.put("method6", "manual");
    made.put("priority", interfaces.pending().size() + 3);
    if (call.required("type").equals("bridge")) {
      made.put("bridge_fd", "0");
      made.put("bridge_stp", "off");
      made.put("bridge_ports", "");
    }
    settings(call, made);
    interfaces.pending().put(name, made);
    return Answer.of(null);
  }

  private static void settings(Call call, Map<String, Object> made) {
    made.putAll(call.settings(ABOUT, NUMBERS));
    if (call.flag("bridge_vlan_aware")) {
      made.put("bridge_vlan_aware", 1);
    }
  }

  private Answer change(Call call) {
    Map<String, Object> changed = new LinkedHashMap<>(require(call));
    changed.keySet().removeAll(call.list("delete"));
    settings(call, changed);
    of(call).pending().put(call.required("iface"), changed);
    return Answer.of(null);
  }

  private Answer delete(Call call) {
    require(call);
    of(call).pending().remove(call.required("iface"));
    return Answer.of(null);
  }

  private Answer apply(Call call) {
    Interfaces interfaces = of(call);
    Task task =
        tasks.start(
            new Tasks.Subject(call.node(), "srvreload", "networking", call.caller().tokenId()),
            reloading -> {
              interfaces.accept();
              reloading.succeed();
            });
    return Answer.of(task.upid().toString());
  }
}
