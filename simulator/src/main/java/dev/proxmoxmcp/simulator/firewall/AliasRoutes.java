package dev.proxmoxmcp.simulator.firewall;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Digest;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.firewall.Firewalls.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names that a firewall has for addresses and networks. */
record AliasRoutes(Firewalls firewalls, Scope scope) {
  List<Route> routes() {
    String all = scope.path() + "/aliases";
    String one = all + "/{name}";
    return List.of(
        Route.get(all).answers(this::list),
        Route.post(all).takesAll().answers(this::create),
        Route.get(one).answers(call -> Answer.of(require(call))),
        Route.put(one).takesAll().answers(this::change),
        Route.delete(one).takesAll().answers(this::delete));
  }

  private Firewall of(Call call) {
    return firewalls.of(scope, call);
  }

  private Answer list(Call call) {
    Firewall firewall = of(call);
    return Answer.of(firewall.aliases().values().stream().map(firewall::shown).toList());
  }

  private static Map<String, Object> alias(Call call, String name) {
    Map<String, Object> alias = new LinkedHashMap<>();
    alias.put("name", name);
    alias.put("cidr", call.required("cidr"));
    alias.put("ipversion", call.required("cidr").contains(":") ? 6 : 4);
    call.text("comment").ifPresent(comment -> alias.put("comment", comment));
    return alias;
  }

  private Answer create(Call call) {
    String name = call.required("name");
    refuseKnown(call, name);
    of(call).aliases().put(name, alias(call, name));
    return Answer.of(null);
  }

  private void refuseKnown(Call call, String name) {
    if (of(call).aliases().containsKey(name)) {
      throw Refusal.BadParameters.about("name", "alias '" + name + "' already exists");
    }
  }

  private Map<String, Object> require(Call call) {
    Map<String, Object> alias = of(call).aliases().get(call.required("name"));
    if (alias == null) {
      throw Refusal.BadParameters.about("name", "no such alias");
    }
    return alias;
  }

  private Answer change(Call call) {
    require(call);
    Digest.require(call, of(call).digest(), "");
    String name = call.required("name");
    String other = call.text("rename").orElse(name);
    if (!other.equals(name)) {
      refuseKnown(call, other);
    }
    of(call).aliases().remove(name);
    of(call).aliases().put(other, alias(call, other));
    return Answer.of(null);
  }

  private Answer delete(Call call) {
    Digest.require(call, of(call).digest(), "");
    of(call).aliases().remove(call.required("name"));
    return Answer.of(null);
  }
}
