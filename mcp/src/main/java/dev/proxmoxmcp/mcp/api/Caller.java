package dev.proxmoxmcp.mcp.api;

/**
 * On whose behalf calls run, as the transport established it.
 *
 * @param principal not blank; the local user under stdio
 */
public record Caller(String principal) {
  /**
   * @throws IllegalArgumentException if the principal is blank
   */
  public Caller {
    if (principal.isBlank()) {
      throw new IllegalArgumentException("a caller needs a principal");
    }
  }
}
