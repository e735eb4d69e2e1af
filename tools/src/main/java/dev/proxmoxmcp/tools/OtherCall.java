package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.mcp.api.AfterRestart;
import dev.proxmoxmcp.mcp.api.Answer;
import dev.proxmoxmcp.mcp.api.Background;
import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.ClientCapabilities;
import dev.proxmoxmcp.mcp.api.ClientInfo;
import dev.proxmoxmcp.mcp.api.LogLevel;
import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.mcp.api.ToolCall;
import dev.proxmoxmcp.mcp.api.TraceContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call with other arguments than its client sent.
 *
 * @param call of the client
 * @param arguments instead of its own
 */
record OtherCall(ToolCall call, ObjectNode arguments) implements ToolCall {
  @Override
  public Caller caller() {
    return call.caller();
  }

  @Override
  public ClientInfo client() {
    return call.client();
  }

  @Override
  public ClientCapabilities capabilities() {
    return call.capabilities();
  }

  @Override
  public String requestId() {
    return call.requestId();
  }

  @Override
  public Optional<TraceContext> trace() {
    return call.trace();
  }

  @Override
  public void progress(double done, @Nullable Double total, String message) {
    call.progress(done, total, message);
  }

  @Override
  public void log(LogLevel level, String logger, JsonNode data) {
    call.log(level, logger, data);
  }

  @Override
  public boolean cancelled() {
    return call.cancelled();
  }

  @Override
  public Map<String, Answer> askAll(Map<String, Question<?>> questions)
      throws InterruptedException {
    return call.askAll(questions);
  }

  @Override
  public String once(String key, Supplier<String> make) {
    return call.once(key, make);
  }

  @Override
  public void letGo() {
    call.letGo();
  }

  @Override
  public Background background(AfterRestart after) throws InterruptedException {
    return call.background(after);
  }
}
