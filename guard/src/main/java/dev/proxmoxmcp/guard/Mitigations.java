package dev.proxmoxmcp.guard;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Those that are in force: all of them. Only tests of this package can take one away.
 *
 * @param off those that are not
 */
record Mitigations(Set<Mitigation> off) {
  /** Nothing is taken away. */
  static final Mitigations ALL = new Mitigations(Set.of());

  Mitigations {
    off =
        Collections.unmodifiableSet(
            off.isEmpty() ? EnumSet.noneOf(Mitigation.class) : EnumSet.copyOf(off));
  }

  /** Whether that one is in force. */
  boolean on(Mitigation mitigation) {
    return !off.contains(mitigation);
  }
}
