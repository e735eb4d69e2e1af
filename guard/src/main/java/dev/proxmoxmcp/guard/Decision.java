package dev.proxmoxmcp.guard;

import dev.proxmoxmcp.guard.plan.Plan;

/** What the guard says to a proposal. */
public sealed interface Decision {
  /** Go on, with this grant: the intent is recorded. */
  record Granted(Grant grant) implements Decision {}

  /**
   * Nothing may be sent.
   *
   * @param reason a whole sentence or two: what is not allowed, and what to do
   */
  record Denied(String reason) implements Decision {}

  /**
   * A person may allow it: nothing may be sent before he said yes.
   *
   * @param plan what he decides about; {@link Guard#keep} makes it known to others
   * @param reason why he is needed, as the end of a sentence
   */
  record NeedsPerson(Plan plan, String reason) implements Decision {}
}
