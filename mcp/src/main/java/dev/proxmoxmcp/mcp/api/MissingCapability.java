package dev.proxmoxmcp.mcp.api;

import tools.jackson.databind.node.ObjectNode;

/**
 * A handler asked what this client cannot be asked. Left alone, it becomes the protocol's own error
 * for that; a handler that can do without looks at {@link McpCall#capabilities()} first.
 */
public final class MissingCapability extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ObjectNode required;

  /** With the capabilities that it would need. */
  public MissingCapability(ObjectNode required) {
    super("this client cannot be asked: it needs " + required);
    this.required = required;
  }

  /** {@code ClientCapabilities} that would do. */
  public ObjectNode required() {
    return required;
  }
}
