package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.KnownFault;

/**
 * The guard does not allow a call; nothing was sent. The message says why, and who can allow it.
 */
public final class Denied extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Denied(String reason) {
    super(reason);
    assert KnownFault.isKnown(reason, Refusal.values()) : "not listed: " + reason;
  }
}
