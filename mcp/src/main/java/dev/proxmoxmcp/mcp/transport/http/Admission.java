package dev.proxmoxmcp.mcp.transport.http;

import dev.proxmoxmcp.mcp.api.Caller;

/** Who may call, and as whom. */
public sealed interface Admission permits Admission.Anyone, AccessTokens {
  /**
   * Whoever reaches the server, which must then be on the loopback interface.
   *
   * @param caller on whose behalf every call runs
   */
  record Anyone(Caller caller) implements Admission {}
}
