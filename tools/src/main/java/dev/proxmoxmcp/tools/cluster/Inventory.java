package dev.proxmoxmcp.tools.cluster;

import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.NodeResource;
import dev.proxmoxmcp.client.cluster.Resource;
import dev.proxmoxmcp.client.cluster.StorageResource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the cluster's list of resources holds, each kind by itself.
 *
 * @param nodes by name
 * @param guests by vmid
 * @param storages one entry for a shared storage, with all nodes that have it; one for each node
 *     otherwise
 */
record Inventory(List<NodeResource> nodes, List<GuestResource> guests, List<Place> storages) {
  /**
   * A storage that can fill up by itself.
   *
   * @param sample its figures, from a node that can use it if there is one
   * @param nodes that have it
   * @param missingOn those of them that cannot use it now
   */
  record Place(StorageResource sample, List<String> nodes, List<String> missingOn) {}

  static Inventory of(List<Resource> resources) {
    List<NodeResource> nodes = new ArrayList<>();
    List<GuestResource> guests = new ArrayList<>();
    Map<String, List<StorageResource>> places = new LinkedHashMap<>();
    for (Resource resource : resources) {
      switch (resource) {
        case NodeResource node -> nodes.add(node);
        case GuestResource guest -> guests.add(guest);
        case StorageResource storage ->
            places.computeIfAbsent(place(storage), _ -> new ArrayList<>()).add(storage);
      }
    }
    nodes.sort(Comparator.comparing(node -> node.node().toString()));
    guests.sort(Comparator.comparingInt(guest -> guest.ref().vmid().value()));
    return new Inventory(
        List.copyOf(nodes),
        List.copyOf(guests),
        places.values().stream()
            .map(Inventory::merged)
            .sorted(Comparator.comparing(place -> place(place.sample())))
            .toList());
  }

  private static String place(StorageResource storage) {
    return storage.shared()
        ? storage.storage().toString()
        : storage.storage() + " " + storage.node();
  }

  private static Place merged(List<StorageResource> entries) {
    StorageResource sample =
        entries.stream().filter(StorageResource::available).findFirst().orElse(entries.getFirst());
    return new Place(
        sample,
        entries.stream().map(entry -> entry.node().toString()).sorted().toList(),
        entries.stream()
            .filter(entry -> !entry.available())
            .map(entry -> entry.node().toString())
            .sorted()
            .toList());
  }
}
