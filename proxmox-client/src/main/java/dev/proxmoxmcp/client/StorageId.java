package dev.proxmoxmcp.client;

import dev.proxmoxmcp.client.http.PathValue;

/**
 * The id of a storage: begins with a letter, ends with a letter or digit, {@code - _ .} between.
 */
public record StorageId(String value) implements PathValue, Comparable<StorageId> {
  private static final Grammar GRAMMAR =
      Grammar.of(
          "storage id",
          "[A-Za-z][A-Za-z0-9._-]{0,98}[A-Za-z0-9]",
          "2 to 100 letters, digits and inner . _ -, beginning with a letter");

  /**
   * @throws IllegalArgumentException if {@code value} is no storage id
   */
  public StorageId {
    GRAMMAR.check(value);
  }

  @Override
  public String pathText() {
    return value;
  }

  @Override
  public int compareTo(StorageId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
