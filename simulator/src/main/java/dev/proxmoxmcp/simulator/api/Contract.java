package dev.proxmoxmcp.simulator.api;

import java.util.Map;

/** What the published schema of a version says that an endpoint takes. */
@FunctionalInterface
public interface Contract {
  /**
   * What is wrong with a call, in Proxmox's words: parameter to complaint; empty if nothing.
   *
   * @param placeholders the values of the path
   * @param sent the values of query and body, as they were sent
   */
  Map<String, String> complaints(Map<String, String> placeholders, Map<String, Value> sent);
}
