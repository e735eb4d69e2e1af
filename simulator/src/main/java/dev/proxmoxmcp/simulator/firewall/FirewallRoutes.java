package dev.proxmoxmcp.simulator.firewall;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Digest;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.firewall.Firewalls.Scope;
import dev.proxmoxmcp.simulator.guest.Guests;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options of every firewall, what it logged, and what its rules may name. */
public final class FirewallRoutes {
  private static final List<String> CHILDREN = List.of("rules", "options", "log");
  private static final List<String> NAMED_CHILDREN =
      List.of("aliases", "ipset", "options", "refs", "rules");

  private final Firewalls firewalls;

  private FirewallRoutes(Firewalls firewalls) {
    this.firewalls = firewalls;
  }

  /** The table; nothing is in any of them yet. */
  public static List<Route> routes(Guests guests) {
    Firewalls firewalls = new Firewalls(guests);
    FirewallRoutes self = new FirewallRoutes(firewalls);
    List<Route> all = new ArrayList<>();
    for (Scope scope : Scope.values()) {
      all.addAll(self.ofScope(scope));
      all.addAll(new RuleRoutes(firewalls, scope).routes());
      if (scope.names()) {
        all.addAll(new AliasRoutes(firewalls, scope).routes());
        all.addAll(new SetRoutes(firewalls, scope).routes());
      }
    }
    all.addAll(new GroupRoutes(firewalls.cluster()).routes());
    all.add(
        Route.get("/cluster/firewall/macros")
            .answers(_ ->
                Answer.of(
                    FirewallRules.MACROS.stream()
                        .sorted()
                        .map(name -> Map.of("macro", name, "descr", name + " traffic"))
                        .toList())));
    return all;
  }

  private List<Route> ofScope(Scope scope) {
    String path = scope.path();
    List<String> children = new ArrayList<>(scope.names() ? NAMED_CHILDREN : CHILDREN);
    if (scope == Scope.CLUSTER) {
      children.addAll(List.of("groups", "macros"));
    }
    List<Route> routes = new ArrayList<>();
    routes.add(Route.get(path).lists("name", children.toArray(String[]::new)));
    routes.add(Route.get(path + "/options").answers(call -> options(scope, call)));
    routes.add(Route.put(path + "/options").takesAll().answers(call -> change(scope, call)));
    if (scope != Scope.CLUSTER && scope != Scope.NETWORK) {
      routes.add(Route.get(path + "/log").takesAll().answers(call -> log(scope, call)));
    }
    if (scope.names()) {
      routes.add(Route.get(path + "/refs").takesAll().answers(call -> references(scope, call)));
    }
    return routes;
  }

  private Answer options(Scope scope, Call call) {
    Firewall firewall = firewalls.of(scope, call);
    return Answer.of(firewall.shown(firewall.options()));
  }

  private Answer change(Scope scope, Call call) {
    Firewall firewall = firewalls.of(scope, call);
    Digest.require(call, firewall.digest(), "");
    firewall.options().keySet().removeAll(call.list("delete"));
    FirewallRules.details(call).forEach(firewall.options()::put);
    firewall.options().keySet().removeAll(List.of("delete", "digest"));
    return Answer.of(null);
  }

  /** None of them logs; recorded where there is no file yet. */
  private Answer log(Scope scope, Call call) {
    firewalls.of(scope, call);
    return new Answer.Page(
        List.of(Map.of("n", 1, "t", "unable to open file - No such file or directory")), 1, true);
  }

  private Answer references(Scope scope, Call call) {
    String type = call.text("type").orElse("");
    List<Map<String, Object>> rows = new ArrayList<>();
    if (scope != Scope.CLUSTER) {
      collect(firewalls.cluster(), "dc", type, rows);
    }
    collect(firewalls.of(scope, call), scope == Scope.CLUSTER ? "dc" : "guest", type, rows);
    return Answer.of(rows);
  }

  private static void collect(
      Firewall firewall, String scope, String type, List<Map<String, Object>> rows) {
    if (!type.equals("ipset")) {
      firewall.aliases().forEach((name, alias) -> rows.add(row("alias", name, scope, alias)));
    }
    if (!type.equals("alias")) {
      firewall.sets().forEach((name, set) -> rows.add(row("ipset", name, scope, set.facts())));
    }
  }

  private static Map<String, Object> row(
      String type, String name, String scope, Map<String, Object> facts) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("type", type);
    row.put("name", name);
    row.put("scope", scope);
    row.put("ref", (type.equals("ipset") ? "+" : "") + scope + "/" + name);
    if (facts.containsKey("comment")) {
      row.put("comment", facts.get("comment"));
    }
    return row;
  }
}
