package dev.proxmoxmcp.simulator.api;

import java.util.Optional;

/** Knows the nodes that paths can name, and the way to them. Thread-safe. */
public interface NodeNames {
  /**
   * The node of that name, or empty.
   *
   * @param asked the node that was asked, which {@code localhost} is
   */
  Optional<String> resolve(String name, String asked);

  /** What lies between the node that was asked and the one that a path names. */
  Passage passage(String asked, String node);
}
