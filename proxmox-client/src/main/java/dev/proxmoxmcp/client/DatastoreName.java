package dev.proxmoxmcp.client;

import dev.proxmoxmcp.client.http.PathValue;

/** The name of a datastore of a Backup Server. */
public record DatastoreName(String value) implements PathValue, Comparable<DatastoreName> {
  private static final Grammar GRAMMAR =
      Grammar.of(
          "datastore name",
          "[A-Za-z0-9_][A-Za-z0-9._-]{2,31}",
          "3 to 32 letters, digits and _ . -, beginning with a letter, a digit or _");

  /**
   * Checks the grammar.
   *
   * @throws IllegalArgumentException if {@code value} is no name of a datastore
   */
  public DatastoreName {
    GRAMMAR.check(value);
  }

  @Override
  public String pathText() {
    return value;
  }

  @Override
  public int compareTo(DatastoreName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
