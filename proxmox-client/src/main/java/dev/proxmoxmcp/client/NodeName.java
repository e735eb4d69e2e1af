package dev.proxmoxmcp.client;

import dev.proxmoxmcp.client.http.PathValue;

/**
 * The name of a node of a cluster: letters, digits and inner hyphens, at most 63 characters, as a
 * host name's first label is.
 */
public record NodeName(String value) implements PathValue, Comparable<NodeName> {
  private static final Grammar GRAMMAR =
      Grammar.of(
          "node name",
          "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?",
          "letters, digits and inner hyphens, at most 63");

  /** What a Backup Server calls itself in paths, whatever its name is. */
  public static final NodeName BACKUP_SERVER = new NodeName("localhost");

  /**
   * @throws IllegalArgumentException if {@code value} is no node name
   */
  public NodeName {
    GRAMMAR.check(value);
  }

  @Override
  public String pathText() {
    return value;
  }

  @Override
  public int compareTo(NodeName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
