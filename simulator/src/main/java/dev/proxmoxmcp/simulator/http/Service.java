package dev.proxmoxmcp.simulator.http;

/** What answers requests; called on a virtual thread each, possibly many at a time. */
@FunctionalInterface
public interface Service {
  /** The reaction to one request; must not throw. */
  Reaction answer(WireRequest request);
}
