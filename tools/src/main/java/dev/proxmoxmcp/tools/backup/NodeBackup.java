package dev.proxmoxmcp.tools.backup;

import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.StorageId;
import dev.proxmoxmcp.client.cluster.GuestResource;
import java.util.List;

/**
 * What one task backs up: Proxmox takes the guests of a node one after the other.
 *
 * @param guests of the node, at least one
 */
record NodeBackup(NodeName node, List<GuestResource> guests, StorageId storage) {
  NodeBackup {
    guests = List.copyOf(guests);
  }
}
