package dev.proxmoxmcp.guard;

/** What came of the transaction that was to let a plan go. */
sealed interface Outcome {
  /** Nothing lets it go. */
  record Nothing() implements Outcome {}

  /** It is let go by that. */
  record Gone(String by) implements Outcome {}

  /** It cannot be run. */
  record Stopped(String why) implements Outcome {}
}
