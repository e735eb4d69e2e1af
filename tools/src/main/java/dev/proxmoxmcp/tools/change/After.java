package dev.proxmoxmcp.tools.change;

import java.util.List;

/**
 * A target as it is after a change.
 *
 * @param state in a word or two: "running"
 * @param told how that goes on from "done in 3s, ": "now running"
 * @param more lines of their own; empty if all is said
 */
public record After(String state, String told, List<String> more) {
  /** Copies the list. */
  public After {
    more = List.copyOf(more);
  }

  /** The target is in {@code state}, and that is all. */
  public static After now(String state) {
    return new After(state, "now " + state, List.of());
  }
}
