package dev.proxmoxmcp.simulator.api;

import java.util.Optional;

/** Judges credentials. Thread-safe. */
@FunctionalInterface
public interface Authenticator {
  /**
   * The caller behind an {@code Authorization} header.
   *
   * @param authorization empty where the request has none
   */
  Login login(Optional<String> authorization);
}
