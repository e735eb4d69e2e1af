package dev.proxmoxmcp.app;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.ClientInfo;
import dev.proxmoxmcp.mcp.api.ToolCall;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call of a tool by a person at a terminal.
 *
 * @param arguments what was typed
 * @param terminal where progress is shown
 */
public record TerminalCall(ObjectNode arguments, Terminal terminal) implements ToolCall {
  @Override
  public Caller caller() {
    return Program.LOCAL;
  }

  @Override
  public ClientInfo client() {
    return new ClientInfo("terminal", Version.current());
  }

  @Override
  public String requestId() {
    return "terminal";
  }

  @Override
  public void progress(double done, @Nullable Double total, String message) {
    terminal.say("… " + message);
  }

  /** Ctrl+C ends the whole process. */
  @Override
  public boolean cancelled() {
    return false;
  }
}
