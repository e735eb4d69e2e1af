package dev.proxmoxmcp.tools.change;

/** Whether a change makes sense for its target as that is now, before anything is sent. */
public sealed interface Check {
  /** Send it. */
  record Go() implements Check {}

  /** The target already is as the change would make it. */
  record AlreadyThere() implements Check {}

  /**
   * Proxmox would refuse it, or the task would fail.
   *
   * @param why a sentence that goes on from "not done: ", with the next step
   */
  record Pointless(String why) implements Check {}

  /**
   * The target could not be looked at.
   *
   * @param message what went wrong, whole sentences
   */
  record Unreadable(String message) implements Check {}
}
