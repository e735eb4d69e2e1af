package dev.proxmoxmcp.guard.plan;

/** How a change is taken back. */
public sealed interface Undo {
  /**
   * By a call of a tool, which passes the same gate as any other.
   *
   * @param tool the tool
   * @param arguments its arguments, a JSON object; holds no secret
   * @param text what that does and what it does not bring back, for people: {@code starts VM 101;
   *     what was in its memory is lost}
   */
  record By(String tool, String arguments, String text) implements Undo {}

  /**
   * Not at all.
   *
   * @param why for people: {@code what was in the snapshot is gone}
   */
  record None(String why) implements Undo {}

  /** There is nothing to take back: it only looks, though it is no read to Proxmox. */
  record Nothing() implements Undo {}
}
