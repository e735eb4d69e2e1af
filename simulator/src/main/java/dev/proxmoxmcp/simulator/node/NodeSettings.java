package dev.proxmoxmcp.simulator.node;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Digest;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Tasks;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is set on each node: its own configuration, name servers, hosts file, time zone,
 * subscription; and what its journal says. Mutable; guarded by the timeline's turn.
 */
public final class NodeSettings {
  private static final String NODE = "/nodes/{node}";

  private final Nodes nodes;
  private final Tasks tasks;
  private final Map<String, Settings> byNode = new HashMap<>();

  /** The usual settings of these nodes. */
  public NodeSettings(Nodes nodes, Tasks tasks) {
    this.nodes = nodes;
    this.tasks = tasks;
  }

  private static final class Settings {
    private final Map<String, Object> config = new TreeMap<>();
    private final Map<String, Object> dns = new LinkedHashMap<>();
    private String hosts;
    private String timezone = "UTC";
    private String subscription = "";

    Settings(String hosts) {
      this.hosts = hosts;
      dns.put("search", "local");
      dns.put("dns1", "127.0.0.1");
    }
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.get(NODE + "/config").takesAll().answers(this::config),
        Route.put(NODE + "/config").takesAll().answers(this::changeConfig),
        Route.get(NODE + "/dns").answers(call -> Answer.of(of(call).dns)),
        Route.put(NODE + "/dns").takesAll().answers(this::changeDns),
        Route.get(NODE + "/hosts").answers(this::hosts),
        Route.post(NODE + "/hosts").takesAll().answers(this::changeHosts),
        Route.get(NODE + "/time").answers(this::time),
        Route.put(NODE + "/time").takesAll().answers(this::changeTime),
        Route.get(NODE + "/subscription").answers(this::subscription),
        Route.put(NODE + "/subscription").takesAll().answers(this::subscribe),
        Route.post(NODE + "/subscription").takesAll().answers(_ -> Answer.of(null)),
        Route.delete(NODE + "/subscription").answers(this::unsubscribe),
        Route.get(NODE + "/syslog").takesAll().answers(this::syslog));
  }

  private Settings of(Call call) {
    return byNode.computeIfAbsent(
        call.node(),
        _ -> {
          StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n");
          for (Node node : nodes.all()) {
            hosts.append("%1$s %2$s.local %2$s\n".formatted(node.address(), node.name()));
          }
          return new Settings(hosts.toString());
        });
  }

  private Answer config(Call call) {
    Map<String, Object> config = of(call).config;
    Map<String, Object> shown = new LinkedHashMap<>(config);
    if (!config.isEmpty()) {
      shown.put("digest", Digest.of(config.toString()));
    }
    return Answer.of(shown);
  }

  private Answer changeConfig(Call call) {
    Map<String, Object> config = of(call).config;
    Digest.require(call, Digest.of(config.isEmpty() ? "" : config.toString()), "");
    config.keySet().removeAll(call.list("delete"));
    call.values()
        .forEach((name, value) -> {
          if (!List.of("node", "digest", "delete", "property").contains(name)) {
            config.put(name, name.equals("description") ? value + "\n" : value);
          }
        });
    return Answer.of(null);
  }

  private Answer changeDns(Call call) {
    Map<String, Object> dns = of(call).dns;
    dns.clear();
    for (String name : List.of("search", "dns1", "dns2", "dns3")) {
      call.text(name).ifPresent(value -> dns.put(name, value));
    }
    return Answer.of(null);
  }

  private Answer hosts(Call call) {
    String hosts = of(call).hosts;
    return Answer.of(Map.of("data", hosts, "digest", Digest.of(hosts)));
  }

  private Answer changeHosts(Call call) {
    Digest.require(call, Digest.of(of(call).hosts), "");
    of(call).hosts = call.required("data");
    return Answer.of(null);
  }

  private Answer time(Call call) {
    Instant now = nodes.health().clock(call.node(), call.now());
    long seconds = now.getEpochSecond();
    Settings settings = of(call);
    long offset = ZoneId.of(settings.timezone).getRules().getOffset(now).getTotalSeconds();
    return Answer.of(
        Map.of("timezone", settings.timezone, "time", seconds, "localtime", seconds + offset));
  }

  private Answer changeTime(Call call) {
    String zone = call.required("timezone");
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw Refusal.BadParameters.about("timezone", "No such timezone.");
    }
    of(call).timezone = zone;
    return Answer.of(null);
  }

  private Answer subscription(Call call) {
    Settings settings = of(call);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("serverid", Digest.of(call.node()).substring(0, 32).toUpperCase(Locale.ROOT));
    answer.put("status", settings.subscription.isEmpty() ? "notfound" : "new");
    answer.put("url", "https://www.proxmox.com/en/proxmox-virtual-environment/pricing");
    if (settings.subscription.isEmpty()) {
      answer.put("message", "There is no subscription key");
    } else {
      answer.put("key", settings.subscription);
    }
    return Answer.of(answer);
  }

  private Answer subscribe(Call call) {
    of(call).subscription = call.required("key");
    return Answer.of(null);
  }

  private Answer unsubscribe(Call call) {
    of(call).subscription = "";
    return Answer.of(null);
  }

  /** The daemon notes the end of every task; nothing else is noted here. */
  private Answer syslog(Call call) {
    List<String> lines = new ArrayList<>();
    tasks
        .of(call.node())
        .filter(task -> !task.running())
        .forEach(task -> lines.addFirst(line(call.node(), task)));
    if (lines.isEmpty()) {
      lines.add("-- No entries --");
    }
    int start = (int) Math.min(call.number("start", 0), lines.size());
    int end = (int) Math.min(start + call.number("limit", 50), lines.size());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int index = start; index < end; index++) {
      rows.add(Map.of("n", index + 1, "t", lines.get(index)));
    }
    return new Answer.Page(rows, lines.size(), true);
  }

  private static String line(String node, Task task) {
    return "%s %s pvedaemon[%d]: <%s> end task %s %s"
        .formatted(
            task.endedAt().map(String::valueOf).orElse(""),
            node,
            task.upid().pid(),
            task.upid().owner(),
            task.upid(),
            task.exitStatus().orElse(""));
  }
}
