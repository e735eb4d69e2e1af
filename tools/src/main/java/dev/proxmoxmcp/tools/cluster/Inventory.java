package dev.proxmoxmcp.tools.cluster;

import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.NodeResource;
import dev.proxmoxmcp.client.cluster.Resource;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.tools.storage.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the cluster's list of resources holds, each kind by itself.
 *
 * @param nodes by name
 * @param guests by vmid
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
    nodes.sort(Comparator.comparing(node -> node.node().toString()));
    guests.sort(Comparator.comparingInt(guest -> guest.ref().vmid().value()));
    return new Inventory(List.copyOf(nodes), List.copyOf(guests), Place.of(storages));
  }
}
