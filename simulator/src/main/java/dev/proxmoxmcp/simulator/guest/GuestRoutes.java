package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
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
        Route.get("/nodes/{node}/qemu/{vmid}")
            .lists("subdir", "agent", "config", "pending", "snapshot", "status"),
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
        Route.get("/nodes/{node}/qemu/{vmid}/pending")
            .needs(AUDIT)
            .answers(call -> pending(GuestKind.QEMU, call)),
        Route.get("/nodes/{node}/lxc/{vmid}/pending")
            .needs(AUDIT)
            .answers(call -> pending(GuestKind.LXC, call)),
        Route.get("/nodes/{node}/lxc").answers(call -> list(GuestKind.LXC, call)),
        Route.get("/nodes/{node}/lxc/{vmid}")
            .lists("subdir", "config", "interfaces", "pending", "snapshot", "status"),
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
    Map<String, Object> config =
        new LinkedHashMap<>(
            snapshot.isEmpty()
                ? guest.config()
                : guest.snapshots().require(snapshot.get()).config());
    if (snapshot.isEmpty() && !call.flag("current")) {
      config.putAll(guest.pending());
      config.keySet().removeAll(guest.deletedAtNextStart());
    }
    if (snapshot.isEmpty()) {
      guest.snapshots().current().ifPresent(parent -> config.put("parent", parent));
    }
    config.put("digest", guest.digest());
    return Answer.of(config);
  }

  /** Every setting as it is, and beside it what it will be after the next start. */
  private Answer pending(GuestKind kind, Call call) {
    Guest guest = guests.require(kind, call.node(), call.vmid());
    Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
    guest.config().forEach((key, value) -> row(rows, key).put("value", value));
    guest.pending().forEach((key, value) -> row(rows, key).put("pending", value));
    guest.deletedAtNextStart().forEach(key -> row(rows, key).put("delete", 1));
    row(rows, "digest").put("value", guest.digest());
    return Answer.of(List.copyOf(rows.values()));
  }

  private static Map<String, Object> row(Map<String, Map<String, Object>> rows, String key) {
    return rows.computeIfAbsent(key, name -> new LinkedHashMap<>(Map.of("key", name)));
  }

  private Answer current(GuestKind kind, Call call) {
    return Answer.of(GuestRows.current(guests.require(kind, call.node(), call.vmid()), call.now()));
  }
}
