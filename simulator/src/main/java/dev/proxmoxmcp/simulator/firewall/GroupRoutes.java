package dev.proxmoxmcp.simulator.firewall;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Digest;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.firewall.Firewall.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The security groups of the cluster: rules that others name. */
record GroupRoutes(Firewall cluster) {
  private static final String ALL = "/cluster/firewall/groups";
  private static final String GROUP = ALL + "/{group}";
  private static final String RULE = GROUP + "/{pos}";

  List<Route> routes() {
    return List.of(
        Route.get(ALL).answers(_ -> list()),
        Route.post(ALL).takesAll().answers(this::create),
        Route.delete(GROUP).answers(this::delete),
        Route.get(GROUP).answers(call -> FirewallRules.list(rules(call), cluster)),
        Route.post(GROUP).takesAll().answers(call -> FirewallRules.add(call, rules(call), cluster)),
        Route.get(RULE).answers(call -> FirewallRules.read(call, rules(call), cluster)),
        Route.put(RULE)
            .takesAll()
            .answers(call -> FirewallRules.change(call, rules(call), cluster, cluster)),
        Route.delete(RULE)
            .takesAll()
            .answers(call -> FirewallRules.delete(call, rules(call), cluster)));
  }

  private List<SequencedMap<String, Object>> rules(Call call) {
    return cluster.requireGroup(call.required("group")).rules();
  }

  private Answer list() {
    List<Map<String, Object>> rows = new ArrayList<>();
    cluster
        .groups()
        .forEach((name, group) -> {
          Map<String, Object> row = cluster.shown(group.facts());
          row.put("group", name);
          rows.add(row);
        });
    return Answer.of(rows);
  }

  private Answer create(Call call) {
    Digest.require(call, cluster.digest(), "");
    String name = call.required("group");
    Map<String, Object> facts = new LinkedHashMap<>();
    call.text("comment").ifPresent(comment -> facts.put("comment", comment));
    if (call.text("rename").isPresent()) {
      Group old = cluster.requireGroup(call.required("rename"));
      refuseKnown(name, !name.equals(call.required("rename")));
      cluster.groups().remove(call.required("rename"));
      cluster.groups().put(name, new Group(facts, old.rules()));
      return Answer.of(null);
    }
    refuseKnown(name, true);
    cluster.groups().put(name, new Group(facts));
    return Answer.of(null);
  }

  private void refuseKnown(String name, boolean other) {
    if (other && cluster.group(name).isPresent()) {
      throw Refusal.BadParameters.about("group", "Security group '" + name + "' already exists");
    }
  }

  private Answer delete(Call call) {
    String name = call.required("group");
    if (!cluster.requireGroup(name).rules().isEmpty()) {
      throw new Refusal.Died("Security group '" + name + "' is not empty");
    }
    cluster.groups().remove(name);
    return Answer.of(null);
  }
}
