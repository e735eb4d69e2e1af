package dev.proxmoxmcp.simulator.api;

/** What lies between the node that was asked and the one that a path names. */
public sealed interface Passage {
  /** Nothing: the request is forwarded, or is the asked node's own. */
  record Open() implements Passage {}

  /**
   * The other node does not answer, and the proxy says so with an empty body.
   *
   * @param status 595 or 596
   * @param late whether the proxy tries until its limit has passed
   */
  record Broken(int status, String reason, boolean late) implements Passage {}
}
