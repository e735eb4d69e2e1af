package dev.proxmoxmcp.mcp.api;

import tools.jackson.databind.node.ObjectNode;

/** One call of a tool, as its handler sees it. Thread-safe but for {@link #arguments()}. */
public interface ToolCall extends McpCall {
  /**
   * What the client sent, empty if it sent none. It is an object; whether more was checked depends
   * on the tool. Belongs to this call alone.
   */
  ObjectNode arguments();
}
