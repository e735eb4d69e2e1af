package dev.proxmoxmcp.simulator.api;

import java.util.Optional;

/** Knows the nodes that paths can name. */
@FunctionalInterface
public interface NodeNames {
  /** The node of that name ({@code localhost} is the one asked), or empty. */
  Optional<String> resolve(String name);
}
