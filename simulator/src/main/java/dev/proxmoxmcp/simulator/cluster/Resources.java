package dev.proxmoxmcp.simulator.cluster;

import dev.proxmoxmcp.simulator.api.Caller;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.GuestRows;
import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.node.Node;
import dev.proxmoxmcp.simulator.node.NodeRows;
import dev.proxmoxmcp.simulator.node.Nodes;
import dev.proxmoxmcp.simulator.storage.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What {@code GET /cluster/resources} shows: only what the caller may see. */
public final class Resources {
  private final Nodes nodes;
  private final Guests guests;
  private final List<Storage> storages;
  private final List<Pool> pools;
  private final NodeRows nodeRows;

  /** The resources of a cluster. */
  public Resources(Nodes nodes, Guests guests, List<Storage> storages, List<Pool> pools) {
    this.nodes = nodes;
    this.guests = guests;
    this.storages = List.copyOf(storages);
    this.pools = List.copyOf(pools);
    this.nodeRows = new NodeRows(nodes, guests);
  }

  List<Map<String, Object>> all(Caller caller, Instant now) {
    List<Map<String, Object>> rows = new ArrayList<>();
    pools.stream()
        .filter(pool -> caller.may(pool.aclPath(), "Pool.Audit"))
        .forEach(pool -> rows.add(pool.resource()));
    rows.addAll(guests(caller, now));
    rows.addAll(nodes(caller, now));
    rows.addAll(storages(caller));
    rows.addAll(networks(caller));
    return rows;
  }

  /** The zone that every node has; measured: {@code type=sdn} does not show it. */
  private List<Map<String, Object>> networks(Caller caller) {
    if (!caller.may("/sdn/zones/localnetwork", "SDN.Audit")) {
      return List.of();
    }
    return nodes.all().stream()
        .map(node ->
            Map.<String, Object>of(
                "id", "network/" + node.name() + "/zone/localnetwork",
                "type", "network",
                "node", node.name(),
                "network", "localnetwork",
                "network-type", "zone",
                "status", "ok"))
        .toList();
  }

  List<Map<String, Object>> guests(Caller caller, Instant now) {
    return guests(caller, now, _ -> true);
  }

  List<Map<String, Object>> guests(Caller caller, Instant now, Predicate<Guest> wanted) {
    return guests.all().stream()
        .filter(wanted)
        .filter(guest -> caller.may("/vms/" + guest.vmid(), "VM.Audit"))
        .map(guest -> GuestRows.resource(guest, now))
        .toList();
  }

  List<Map<String, Object>> nodes(Caller caller, Instant now) {
    return nodeRows.resources(caller, now);
  }

  List<Map<String, Object>> storages(Caller caller) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Node node : nodes.all()) {
      for (Storage storage : storages) {
        if (storage.visibleTo(caller)) {
          rows.add(storage.resource(node.name()));
        }
      }
    }
    return rows;
  }

  /** The ACL paths of all guests and storages that are in a pool. */
  public Set<String> pathsInPools() {
    Set<String> paths = new TreeSet<>();
    guests.all().stream()
        .filter(guest -> guest.pool().isPresent())
        .forEach(guest -> paths.add("/vms/" + guest.vmid()));
    pools.forEach(pool -> pool.storages().forEach(name -> paths.add("/storage/" + name)));
    return paths;
  }
}
