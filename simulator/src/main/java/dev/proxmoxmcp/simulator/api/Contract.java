package dev.proxmoxmcp.simulator.api;

import java.util.Map;

/** What the published schema of a version says that an endpoint takes. */
@FunctionalInterface
public interface Contract {
  /** Of a parameter that must be there. */
  String MISSING = "property is missing and it is not optional";

  /** Of one that nobody knows. */
  String UNKNOWN =
      "property is not defined in schema and the schema does not allow additional properties";

  /**
   * What is wrong with a call, in Proxmox's words: parameter to complaint; empty if nothing.
   *
   * @param placeholders the values of the path
   * @param sent the values of query and body, as they were sent
   */
  Map<String, String> complaints(Map<String, String> placeholders, Map<String, Value> sent);
}
