package dev.proxmoxmcp.guard.policy;

import java.util.Locale;

/** What a rule does with a wish that it matches, in the order in which rules are asked. */
public enum Effect {
  /** It may not go on, and nobody can allow it but who writes the rules. */
  DENY,
  /** A person must say yes. */
  ASK,
  /** It goes on by itself. */
  ALLOW;

  /** As settings have it, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * How words are compared: what forbids is generous, so that no spelling gets round it, and what
   * allows is strict.
   */
  Reading reading() {
    return this == ALLOW ? Reading.STRICT : Reading.GENEROUS;
  }
}
