package dev.proxmoxmcp.client;

import dev.proxmoxmcp.client.http.PathValue;
import java.util.Locale;

/**
 * The name of a guest's snapshot: begins with a letter; letters, digits, {@code _ -} follow.
 * Proxmox keeps {@code current} and {@code pending} for itself.
 */
public record SnapshotName(String value) implements PathValue, Comparable<SnapshotName> {
  private static final Grammar GRAMMAR =
      Grammar.of(
          "snapshot name",
          "[A-Za-z][A-Za-z0-9_-]{1,39}",
          "2 to 40 letters, digits, _ and -, beginning with a letter");

  /**
   * @throws IllegalArgumentException if {@code value} is no snapshot name, or reserved
   */
  public SnapshotName {
    GRAMMAR.check(value);
    String lower = value.toLowerCase(Locale.ROOT);
    if (lower.equals("current") || lower.equals("pending")) {
      throw new IllegalArgumentException(
          "'" + value + "' is not a snapshot name: Proxmox keeps current and pending for itself");
    }
  }

  @Override
  public String pathText() {
    return value;
  }

  @Override
  public int compareTo(SnapshotName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
