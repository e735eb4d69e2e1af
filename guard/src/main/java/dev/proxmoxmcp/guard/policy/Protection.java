package dev.proxmoxmcp.guard.policy;

/** Whether a guest is one that no rule lets be changed without a person. */
public sealed interface Protection {
  /** It is as any other. */
  record None() implements Protection {}

  /**
   * A person must say yes to all but looks, and types the guest's name for it.
   *
   * @param reason what protects it: {@code its tag mcp-protect}
   */
  record TypeName(String reason) implements Protection {}
}
