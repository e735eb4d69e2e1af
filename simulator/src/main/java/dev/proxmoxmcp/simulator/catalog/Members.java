package dev.proxmoxmcp.simulator.catalog;

import java.util.Optional;
import java.util.Set;

/** Who is in which group. */
@FunctionalInterface
public interface Members {
  /** The groups of a user; empty if there is no such user. */
  Optional<Set<String>> groupsOf(String userid);
}
