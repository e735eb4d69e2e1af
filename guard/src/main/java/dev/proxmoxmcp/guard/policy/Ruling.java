package dev.proxmoxmcp.guard.policy;

/** What the rules say to a wish. */
public sealed interface Ruling {
  /** The rule that decided, as people know it: {@code --allow}, or a file and line; "default". */
  String by();

  /** It may go on by itself. */
  record Allowed(String by) implements Ruling {}

  /** A person must say yes. */
  record NeedsPerson(String by) implements Ruling {}

  /** It may not go on, and nobody can allow it but who writes the rules. */
  record Denied(String by) implements Ruling {}
}
