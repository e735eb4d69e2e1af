package dev.proxmoxmcp.client.access;

import java.util.List;

/**
 * Privileges that tools need on a path and below it.
 *
 * @param path of the ACL: {@code /vms}
 * @param privileges all of them; at least one, sorted
 */
public record Need(String path, List<String> privileges) {
  /** Copies and sorts the list. */
  public Need {
    privileges = privileges.stream().sorted().toList();
    if (privileges.isEmpty()) {
      throw new IllegalArgumentException("a need of nothing on " + path);
    }
  }

  Need(String path, String... privileges) {
    this(path, List.of(privileges));
  }

  @Override
  public String toString() {
    return String.join(" ", privileges) + " on " + path;
  }
}
