package dev.proxmoxmcp.tools;

/** How much an answer says. */
public enum Format {
  /** What most questions need, in few words. */
  CONCISE,
  /** Everything that the tool knows. */
  DETAILED,
  /** Everything, as JSON for programs. */
  JSON
}
