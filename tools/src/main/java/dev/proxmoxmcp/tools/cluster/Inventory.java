package dev.proxmoxmcp.tools.cluster;

import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.NodeResource;
import dev.proxmoxmcp.client.cluster.NodeState;
import dev.proxmoxmcp.client.cluster.Resource;
import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.tools.storage.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the cluster's list of resources holds, each kind by itself.
 *
 * @param nodes by name
 * @param guests by vmid; of those on a node that is offline nothing is known, although Proxmox
 *     repeats for a while what it knew last
 * @param storages one entry for a shared storage, with all nodes that have it; one for each node
 *     otherwise
 */
record Inventory(List<NodeResource> nodes, List<GuestResource> guests, List<Place> storages) {
  static Inventory of(List<Resource> resources) {
    List<NodeResource> nodes = new ArrayList<>();
    List<GuestResource> guests = new ArrayList<>();
    List<StorageResource> storages = new ArrayList<>();
    for (Resource resource : resources) {
      switch (resource) {
        case NodeResource node -> nodes.add(node);
        case GuestResource guest -> guests.add(guest);
        case StorageResource storage -> storages.add(storage);
      }
    }
    Set<NodeName> away =
        nodes.stream()
            .filter(node -> node.state() == NodeState.OFFLINE)
            .map(NodeResource::node)
            .collect(Collectors.toSet());
    guests.replaceAll(
        guest -> away.contains(guest.node()) ? inState(guest, RunState.UNKNOWN) : guest);
    nodes.sort(Comparator.comparing(node -> node.node().toString()));
    guests.sort(Comparator.comparingInt(guest -> guest.ref().vmid().value()));
    return new Inventory(List.copyOf(nodes), List.copyOf(guests), Place.of(storages));
  }

  /** The same with these VMs told as paused. */
  Inventory with(Set<Vmid> paused) {
    return new Inventory(
        nodes,
        guests.stream()
            .map(guest ->
                paused.contains(guest.ref().vmid()) ? inState(guest, RunState.PAUSED) : guest)
            .toList(),
        storages);
  }

  private static GuestResource inState(GuestResource guest, RunState state) {
    return new GuestResource(
        guest.ref(), guest.name(), state, guest.template(), guest.load(), guest.marks());
  }
}
