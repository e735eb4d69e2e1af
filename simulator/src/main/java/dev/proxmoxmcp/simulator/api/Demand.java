package dev.proxmoxmcp.simulator.api;

import java.util.Map;

/** What an endpoint asks of its caller, as the published schema of a version says. */
@FunctionalInterface
public interface Demand {
  /**
   * Refuses a caller who lacks it.
   *
   * @param values of the path, the query and the body; not checked yet
   * @throws Refusal.NotAllowed in Proxmox's words
   */
  void check(Caller caller, Map<String, String> values);
}
