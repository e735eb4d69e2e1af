package dev.proxmoxmcp.simulator.firewall;

import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.firewall.Firewalls.Scope;
import java.util.List;

/** The rules of one kind of firewall. */
record RuleRoutes(Firewalls firewalls, Scope scope) {
  List<Route> routes() {
    String all = scope.path() + "/rules";
    String one = all + "/{pos}";
    return List.of(
        Route.get(all).answers(call -> FirewallRules.list(of(call).rules(), of(call))),
        Route.post(all)
            .takesAll()
            .answers(call -> FirewallRules.add(call, of(call).rules(), firewalls.cluster())),
        Route.get(one).answers(call -> FirewallRules.read(call, of(call).rules(), of(call))),
        Route.put(one)
            .takesAll()
            .answers(call ->
                FirewallRules.change(call, of(call).rules(), of(call), firewalls.cluster())),
        Route.delete(one)
            .takesAll()
            .answers(call -> FirewallRules.delete(call, of(call).rules(), of(call))));
  }

  private Firewall of(Call call) {
    return firewalls.of(scope, call);
  }
}
