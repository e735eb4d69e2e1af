package dev.proxmoxmcp.mcp.transport.http;

import java.util.Optional;

/** Whether calls would be of any use now, asked by whoever asks {@code /readyz}. Thread-safe. */
@FunctionalInterface
public interface Readiness {
  /** Once the server has started, until it stops. */
  Readiness STARTED = Optional::empty;

  /** Why not, in one plain line; empty if they would. It is asked often, and must not block. */
  Optional<String> whyNot();
}
