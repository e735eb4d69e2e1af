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
   * @param left how the change left what it set, for the tool to compare before it takes that back;
   *     empty as long as that is not known
   */
  record By(String tool, String arguments, String text, String left) implements Undo {
    /** Of a change that was not made yet, or whose result is nothing to compare. */
    public By(String tool, String arguments, String text) {
      this(tool, arguments, text, "");
    }

    /** The same of a change that was made. */
    public By leaving(String how) {
      return new By(tool, arguments, text, how);
    }
  }

  /**
   * Not at all.
   *
   * @param why for people: {@code what was in the snapshot is gone}
   */
  record None(String why) implements Undo {}

  /** There is nothing to take back: it only looks, though it is no read to Proxmox. */
  record Nothing() implements Undo {}
}
