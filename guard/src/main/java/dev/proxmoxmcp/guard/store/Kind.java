package dev.proxmoxmcp.guard.store;

import java.util.Locale;

/** The kinds of things that the guard keeps beside the audit trail. */
public enum Kind {
  /** Plans that wait for a person, or to be run; few. */
  WAITING,
  /** Plans that were let go, and whose end is not recorded; few. */
  OPEN,
  /** Plans that were run, with how they are undone. */
  PAST,
  /** Approvals that count for more than one plan. */
  LEAVE,
  /** Switches and fingerprints: whether all is frozen, which rules were in force. */
  MARK,
  /** Principals that have read what a guest wrote, and until when that counts. */
  TAINT,
  /** How much of a rate is used. */
  BUCKET;

  /** As stores have it, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
