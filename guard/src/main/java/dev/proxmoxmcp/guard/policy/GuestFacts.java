package dev.proxmoxmcp.guard.policy;

import java.util.Set;

/**
 * A guest, as far as rules go by it.
 *
 * @param vmid its number
 * @param name its name as the cluster has it; "" without one
 * @param pool the pool that it is in; "" for none
 * @param tags its tags, in lower case
 */
public record GuestFacts(int vmid, String name, String pool, Set<String> tags) {
  /** Copies the tags. */
  public GuestFacts {
    tags = Set.copyOf(tags);
  }
}
