package dev.proxmoxmcp.simulator.firewall;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Digest;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.firewall.Firewall.AddressSet;
import dev.proxmoxmcp.simulator.firewall.Firewalls.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sets of addresses of a firewall. */
record SetRoutes(Firewalls firewalls, Scope scope) {
  List<Route> routes() {
    String all = scope.path() + "/ipset";
    String set = all + "/{name}";
    // An entry is named by its address, which may be a network with a slash in it.
    String entry = set + "/{cidr...}";
    return List.of(
        Route.get(all).answers(this::list),
        Route.post(all).takesAll().answers(this::create),
        Route.get(set).answers(this::entries),
        Route.post(set).takesAll().answers(this::add),
        Route.delete(set).takesAll().answers(this::delete),
        Route.get(entry).answers(call -> Answer.of(of(call).shown(require(call)))),
        Route.put(entry).takesAll().answers(this::change),
        Route.delete(entry).takesAll().answers(this::remove));
  }

  private Firewall of(Call call) {
    return firewalls.of(scope, call);
  }

  private AddressSet set(Call call) {
    return of(call).requireSet(call.required("name"));
  }

  private Answer list(Call call) {
    List<Map<String, Object>> rows = new ArrayList<>();
    of(call)
        .sets()
        .forEach((name, set) -> {
          Map<String, Object> row = of(call).shown(set.facts());
          row.put("name", name);
          rows.add(row);
        });
    return Answer.of(rows);
  }

  private Answer create(Call call) {
    Firewall firewall = of(call);
    Digest.require(call, firewall.digest(), "");
    String name = call.required("name");
    String old = call.text("rename").orElse("");
    Map<String, AddressSet> sets = firewall.sets();
    if (sets.containsKey(name) && !old.equals(name)) {
      throw Refusal.BadParameters.about("name", "IPSet '" + name + "' already exists");
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    call.text("comment").ifPresent(comment -> facts.put("comment", comment));
    AddressSet made =
        old.isEmpty()
            ? new AddressSet(facts)
            : new AddressSet(facts, firewall.requireSet(old).entries());
    sets.remove(old);
    sets.put(name, made);
    return Answer.of(null);
  }

  private Answer delete(Call call) {
    if (!set(call).entries().isEmpty() && !call.flag("force")) {
      throw new Refusal.Died("IPSet '" + call.required("name") + "' is not empty");
    }
    of(call).sets().remove(call.required("name"));
    return Answer.of(null);
  }

  private Answer entries(Call call) {
    return Answer.of(set(call).entries().values().stream().map(of(call)::shown).toList());
  }

  private static Map<String, Object> entry(Call call) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("cidr", call.required("cidr"));
    entry.putAll(FirewallRules.details(call));
    return entry;
  }

  private Answer add(Call call) {
    String cidr = call.required("cidr");
    if (set(call).entries().putIfAbsent(cidr, entry(call)) != null) {
      throw Refusal.BadParameters.about("cidr", "address '" + cidr + "' already exists");
    }
    return Answer.of(null);
  }

  private Map<String, Object> require(Call call) {
    Map<String, Object> entry = set(call).entries().get(call.required("cidr"));
    if (entry == null) {
      throw Refusal.BadParameters.about("cidr", "no such IP/Network");
    }
    return entry;
  }

  private Answer change(Call call) {
    require(call);
    Digest.require(call, of(call).digest(), "");
    set(call).entries().put(call.required("cidr"), entry(call));
    return Answer.of(null);
  }

  private Answer remove(Call call) {
    require(call);
    Digest.require(call, of(call).digest(), "");
    set(call).entries().remove(call.required("cidr"));
    return Answer.of(null);
  }
}
