package dev.proxmoxmcp.mcp.api;

import java.util.Locale;

/** Who speaks, or for whom something is meant. */
public enum Role {
  USER,
  ASSISTANT;

  /** Its name in the protocol: {@code user}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
