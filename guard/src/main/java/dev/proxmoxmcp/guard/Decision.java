package dev.proxmoxmcp.guard;

/** What the guard says to steps that a call wants to take. */
public sealed interface Decision {
  /** Go on, with this grant. */
  record Granted(Grant grant) implements Decision {}

  /**
   * Nothing may be sent.
   *
   * @param reason a whole sentence or two: what is not allowed, what is, and how a person allows it
   */
  record Denied(String reason) implements Decision {}
}
