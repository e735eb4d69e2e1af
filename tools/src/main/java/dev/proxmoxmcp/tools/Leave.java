package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.client.BoundCluster;

/** Whether steps may be taken. */
public sealed interface Leave {
  /** They may. */
  record Given(BoundCluster cluster) implements Leave {}

  /** A person says so, or does not. */
  record OfPerson(Person person) implements Leave {}
}
