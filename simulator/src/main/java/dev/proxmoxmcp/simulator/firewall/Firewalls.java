package dev.proxmoxmcp.simulator.firewall;

import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.GuestKind;
import dev.proxmoxmcp.simulator.guest.Guests;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/** All files of the firewall. Mutable; guarded by the timeline's turn. */
final class Firewalls {
  private final Guests guests;
  private final Firewall ofCluster = new Firewall();
  private final Map<String, Firewall> ofNodes = new HashMap<>();
  private final Map<String, Firewall> ofNetworks = new HashMap<>();

  /** A guest that is deleted takes its file along. */
  private final Map<Guest, Firewall> ofGuests = new WeakHashMap<>();

  Firewalls(Guests guests) {
    this.guests = guests;
  }

  /** Whose file it is. */
  enum Scope {
    CLUSTER("/cluster/firewall"),
    NODE("/nodes/{node}/firewall"),
    NETWORK("/cluster/sdn/vnets/{vnet}/firewall"),
    VM("/nodes/{node}/qemu/{vmid}/firewall"),
    CONTAINER("/nodes/{node}/lxc/{vmid}/firewall");

    private final String path;

    Scope(String path) {
      this.path = path;
    }

    String path() {
      return path;
    }

    /** Whether it has aliases and sets of its own. */
    boolean names() {
      return this != NODE && this != NETWORK;
    }
  }

  Firewall cluster() {
    return ofCluster;
  }

  /** The file that a call is about. */
  Firewall of(Scope scope, Call call) {
    return switch (scope) {
      case CLUSTER -> ofCluster;
      case NODE -> ofNodes.computeIfAbsent(call.node(), _ -> new Firewall());
      case NETWORK -> ofNetworks.computeIfAbsent(call.required("vnet"), _ -> new Firewall());
      case VM -> ofGuest(GuestKind.QEMU, call);
      case CONTAINER -> ofGuest(GuestKind.LXC, call);
    };
  }

  private Firewall ofGuest(GuestKind kind, Call call) {
    Guest guest = guests.require(kind, call.node(), call.vmid());
    return ofGuests.computeIfAbsent(guest, _ -> new Firewall());
  }
}
