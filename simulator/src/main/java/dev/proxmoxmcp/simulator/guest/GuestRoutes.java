package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /nodes/{node}/qemu} and {@code /nodes/{node}/lxc}: what one can read about a guest. */
public final class GuestRoutes {
  private static final Permission AUDIT = Permission.all("/vms/{vmid}", "VM.Audit");

  private final Guests guests;

  /** Routes to these guests. */
  public GuestRoutes(Guests guests) {
    this.guests = guests;
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.get("/nodes/{node}/qemu")
            .takes(Parameter.flag("full"))
            .answers(call -> list(GuestKind.QEMU, call)),
        Route.get("/nodes/{node}/qemu/{vmid}").lists("subdir", "agent", "config", "status"),
        Route.get("/nodes/{node}/qemu/{vmid}/config")
            .needs(AUDIT)
            .takes(Parameter.flag("current"), Parameter.text("snapshot", 40))
            .answers(call -> config(GuestKind.QEMU, call)),
        Route.get("/nodes/{node}/qemu/{vmid}/status")
            .lists(
                "subdir",
                "current",
                "reboot",
                "reset",
                "resume",
                "shutdown",
                "start",
                "stop",
                "suspend"),
        Route.get("/nodes/{node}/qemu/{vmid}/status/current")
            .needs(AUDIT)
            .answers(call -> current(GuestKind.QEMU, call)),
        Route.get("/nodes/{node}/lxc").answers(call -> list(GuestKind.LXC, call)),
        Route.get("/nodes/{node}/lxc/{vmid}").lists("subdir", "config", "interfaces", "status"),
        Route.get("/nodes/{node}/lxc/{vmid}/config")
            .needs(AUDIT)
            .takes(Parameter.flag("current"), Parameter.text("snapshot", 40))
            .answers(call -> config(GuestKind.LXC, call)),
        Route.get("/nodes/{node}/lxc/{vmid}/status")
            .lists("subdir", "current", "reboot", "resume", "shutdown", "start", "stop", "suspend"),
        Route.get("/nodes/{node}/lxc/{vmid}/status/current")
            .needs(AUDIT)
            .answers(call -> current(GuestKind.LXC, call)));
  }

  private Answer list(GuestKind kind, Call call) {
    return Answer.of(
        guests.on(kind, call.node()).stream()
            .filter(guest -> call.caller().may("/vms/" + guest.vmid(), "VM.Audit"))
            .map(guest ->
                call.flag("full")
                    ? GuestRows.full(guest, call.now())
                    : GuestRows.listed(guest, call.now()))
            .toList());
  }

  private Answer config(GuestKind kind, Call call) {
    Guest guest = guests.require(kind, call.node(), call.vmid());
    Optional<String> snapshot = call.text("snapshot");
    if (snapshot.isPresent()) {
      throw new Refusal.Died("snapshot '" + snapshot.get() + "' does not exist");
    }
    Map<String, Object> config = new LinkedHashMap<>(guest.config());
    config.put("digest", guest.digest());
    return Answer.of(config);
  }

  private Answer current(GuestKind kind, Call call) {
    return Answer.of(GuestRows.current(guests.require(kind, call.node(), call.vmid()), call.now()));
  }
}
