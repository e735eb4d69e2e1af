package dev.proxmoxmcp.simulator.api;

import dev.proxmoxmcp.simulator.http.WireRequest;

/** Judges credentials. Thread-safe. */
@FunctionalInterface
public interface Authenticator {
  /** The caller behind a request's ticket or {@code Authorization} header. */
  Login login(WireRequest request);
}
