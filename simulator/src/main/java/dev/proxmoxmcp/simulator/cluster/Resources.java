package dev.proxmoxmcp.simulator.cluster;

import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Caller;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.GuestRows;
import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.node.Node;
import dev.proxmoxmcp.simulator.node.NodeRows;
import dev.proxmoxmcp.simulator.node.Nodes;
import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.storage.Storages;
import dev.proxmoxmcp.simulator.storage.Volumes;
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
  private final Storages storages;
  private final Volumes volumes;
  private final Pools pools;
  private final NodeRows nodeRows;

  /** The resources of a cluster. */
  public Resources(Nodes nodes, Guests guests, Storages storages, Volumes volumes, Pools pools) {
    this.nodes = nodes;
    this.guests = guests;
    this.storages = storages;
    this.volumes = volumes;
    this.pools = pools;
    this.nodeRows = new NodeRows(nodes, guests);
  }

  List<Map<String, Object>> all(Call call) {
    List<Map<String, Object>> rows = new ArrayList<>();
    pools.all().stream()
        .filter(pool -> call.caller().may(pool.aclPath(), "Pool.Audit"))
        .forEach(pool -> rows.add(pool.resource()));
    rows.addAll(guests(call));
    rows.addAll(nodes(call));
    rows.addAll(storages(call));
    rows.addAll(networks(call.caller()));
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

  List<Map<String, Object>> guests(Call call) {
    return guests(call, _ -> true);
  }

  List<Map<String, Object>> guests(Call call, Predicate<Guest> wanted) {
    return guests.all().stream()
        .filter(wanted)
        .filter(guest -> call.caller().may("/vms/" + guest.vmid(), "VM.Audit"))
        .map(guest ->
            heardOf(call, guest.node())
                ? GuestRows.resource(guest, call.now())
                : GuestRows.unknown(guest))
        .toList();
  }

  List<Map<String, Object>> nodes(Call call) {
    return nodeRows.resources(call);
  }

  List<Map<String, Object>> storages(Call call) {
    List<Storage> visible =
        storages.all().stream().filter(storage -> storage.visibleTo(call.caller())).toList();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Node node : nodes.all()) {
      boolean heardOf = heardOf(call, node.name());
      visible.stream()
          .filter(storage -> storage.on(node.name()))
          .forEach(storage ->
              rows.add(
                  storage.resource(node.name(), heardOf, volumes.space(storage, node.name()))));
    }
    return rows;
  }

  private boolean heardOf(Call call, String node) {
    return nodes.health().remembered(call.asked(), node, call.now());
  }

  /** The ACL paths of all guests and storages that are in a pool. */
  public Set<String> pathsInPools() {
    Set<String> paths = new TreeSet<>();
    guests.all().stream()
        .filter(guest -> guest.pool().isPresent())
        .forEach(guest -> paths.add("/vms/" + guest.vmid()));
    pools.all().forEach(pool -> pool.storages().forEach(name -> paths.add("/storage/" + name)));
    return paths;
  }
}
