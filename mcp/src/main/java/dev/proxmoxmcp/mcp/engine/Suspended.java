package dev.proxmoxmcp.mcp.engine;

import tools.jackson.databind.node.ObjectNode;

/**
 * Leaves a handler that asked: the client answers with a request of its own, which runs the handler
 * again from its top. No exception, so that no handler catches it by accident.
 */
public final class Suspended extends Error {
  private static final long serialVersionUID = 1L;

  private final transient ObjectNode result;

  /**
   * @param result what the request is answered with
   */
  public Suspended(ObjectNode result) {
    super("a handler asked", null, false, false);
    this.result = result;
  }

  /** What the request is answered with. */
  ObjectNode result() {
    return result;
  }
}
