package dev.proxmoxmcp.mcp.api;

/** What becomes of a task that was at work when its server stopped. */
public enum AfterRestart {
  /** It has failed, and says that the server stopped: nobody knows how far it came. */
  FAIL,
  /**
   * Its handler runs again from the top, with the same arguments, the answers that were given so
   * far, and what it saved last; it knows how to go on from there.
   */
  RUN_AGAIN
}
