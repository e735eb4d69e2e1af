package dev.proxmoxmcp.client.node;

import java.util.List;

/**
 * A network interface of a node.
 *
 * @param name {@code vmbr0}, {@code eno1}, …
 * @param type {@code bridge}, {@code eth}, {@code bond}, …; "" if not told
 * @param addresses with the length of their prefix; empty if it has none of its own
 */
public record NodeInterface(String name, String type, boolean active, List<String> addresses) {
  /** Copies the addresses. */
  public NodeInterface {
    addresses = List.copyOf(addresses);
  }
}
