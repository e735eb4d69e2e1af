package dev.proxmoxmcp.client.cluster;

import dev.proxmoxmcp.client.NodeName;

/** An entry of {@code GET /cluster/resources}. Other types than these are left out. */
public sealed interface Resource permits GuestResource, NodeResource, StorageResource {
  /** Where it is. */
  NodeName node();
}
