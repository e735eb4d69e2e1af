package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.ClientInfo;
import dev.proxmoxmcp.mcp.api.McpCall;
import dev.proxmoxmcp.mcp.api.ToolCall;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request to read something, as the tool sees it that answers. It asks nobody anything.
 *
 * @param call the request
 * @param arguments of the tool
 */
record ReadCall(McpCall call, ObjectNode arguments) implements ToolCall {
  @Override
  public Caller caller() {
    return call.caller();
  }

  @Override
  public ClientInfo client() {
    return call.client();
  }

  @Override
  public String requestId() {
    return call.requestId();
  }

  @Override
  public void progress(double done, @Nullable Double total, String message) {
    call.progress(done, total, message);
  }

  @Override
  public boolean cancelled() {
    return call.cancelled();
  }
}
