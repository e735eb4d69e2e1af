package dev.proxmoxmcp.client.cluster;

import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.Load;
import dev.proxmoxmcp.client.NodeName;
import org.jspecify.annotations.Nullable;

/**
 * A guest, as the cluster's list has it: up to 10 s old.
 *
 * @param name untrusted text; not unique; null if it has none, or its node is offline
 */
public record GuestResource(
    GuestRef ref, @Nullable String name, RunState state, boolean template, Load load, Marks marks)
    implements Resource {
  @Override
  public NodeName node() {
    return ref.node();
  }
}
