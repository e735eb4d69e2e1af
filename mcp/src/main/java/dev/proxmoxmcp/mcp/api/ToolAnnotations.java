package dev.proxmoxmcp.mcp.api;

/**
 * What a tool says about its effects, so that a client can decide what to ask a person. All four
 * are always sent: what the protocol assumes for an absent hint (destructive, open world) is the
 * worst case.
 *
 * @param readOnly it changes nothing
 * @param destructive it may lose something; meaningless for a tool that only reads
 * @param idempotent calling it twice with equal arguments is the same as once
 * @param openWorld it reaches beyond the systems that the server is set up for
 */
public record ToolAnnotations(
    boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {
  /**
   * @throws IllegalArgumentException if the tool claims to be read-only and destructive
   */
  public ToolAnnotations {
    if (readOnly && destructive) {
      throw new IllegalArgumentException("a tool that only reads cannot be destructive");
    }
  }

  /** A tool that looks at the systems of this server and changes nothing. */
  public static ToolAnnotations reads() {
    return new ToolAnnotations(true, false, true, false);
  }
}
