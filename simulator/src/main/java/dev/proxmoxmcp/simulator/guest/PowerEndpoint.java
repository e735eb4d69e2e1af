package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Route;

/** What the endpoints {@code …/status/ACTION} of VMs and containers have in common. */
final class PowerEndpoint {
  static final Parameter SKIP_LOCK = Parameter.flag("skiplock").onlyForRoot();
  static final Parameter TIMEOUT = Parameter.integer("timeout", 0);

  private static final Permission POWER = Permission.all("/vms/{vmid}", "VM.PowerMgmt");

  private PowerEndpoint() {}

  static Route.Draft of(GuestKind kind, String action) {
    return Route.post("/nodes/{node}/" + kind.type() + "/{vmid}/status/" + action).needs(POWER);
  }
}
