package dev.proxmoxmcp.app.token;

import org.jspecify.annotations.Nullable;

/** A rotation that did not come to its end. The message says how things stand, and what to do. */
public final class RotationFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RotationFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
