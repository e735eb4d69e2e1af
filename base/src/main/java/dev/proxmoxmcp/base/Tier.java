package dev.proxmoxmcp.base;

import java.util.Locale;

/**
 * What a request can do to a cluster, from harmless to everything. Tiers do not imply each other:
 * who allows {@link #DESTROY} has not allowed {@link #CHANGE}.
 */
public enum Tier {
  /** Looks only. */
  READ,
  /** Changes something that can be changed back: start, shut down, configure. */
  CHANGE,
  /** Loses something: delete, roll back, or stop and reset (what is in memory is lost). */
  DESTROY,
  /** Runs code or moves files inside a guest. */
  EXEC,
  /** Administers the cluster itself; also whatever nobody has classified. */
  ADMIN;

  /** The tier's name as people and policies write it, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a {@link #label()}.
   *
   * @throws IllegalArgumentException naming the text and the accepted labels
   */
  public static Tier of(String label) {
    for (Tier tier : values()) {
      if (tier.label().equals(label)) {
        return tier;
      }
    }
    throw new IllegalArgumentException(
        "unknown tier '" + label + "'; tiers are read, change, destroy, exec, admin");
  }
}
