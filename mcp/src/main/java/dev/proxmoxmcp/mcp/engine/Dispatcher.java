package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Json;
import dev.proxmoxmcp.mcp.rpc.Messages;
import dev.proxmoxmcp.mcp.rpc.RequestId;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import dev.proxmoxmcp.mcp.rpc.Shown;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The methods that both eras have. One per transport, shared by all who speak over it. Thread-safe.
 */
public final class Dispatcher {
  private final McpServer server;
  private final ToolCalls calls;

  /** A dispatcher for that server. */
  public Dispatcher(McpServer server) {
    this.server = server;
    this.calls = new ToolCalls(server.limits(), server.clock());
  }

  /** What is served. */
  public McpServer server() {
    return server;
  }

  /**
   * {@code tools/list}: the result, before the era adds to it.
   *
   * @throws RpcException if a cursor was sent: everything is on the first page, so no answer of
   *     this server ever had one
   */
  public ObjectNode listTools(Request request, Wording wording) throws RpcException {
    JsonNode cursor = request.params().path("cursor");
    if (!cursor.isMissingNode() && !cursor.isNull()) {
      throw RpcException.invalidParams("unknown cursor");
    }
    return wording.tools(server.tools().all());
  }

  /**
   * {@code tools/call}: starts the call and returns.
   *
   * @throws RpcException if the tool is unknown, the parameters have another shape, or the id is in
   *     flight
   * @throws InterruptedException if the thread is interrupted while it sends a refusal
   */
  public void callTool(Request request, Asker asker, CallScope scope, ReplyTo reply)
      throws RpcException, InterruptedException {
    RunningCall call =
        new RunningCall(
            calls.nextRequestId(), asker, arguments(request), progressToken(request), reply);
    calls.start(request.id(), tool(request), call, scope);
  }

  /** Sends the answer to a request that needed no waiting. */
  public static void answer(Request request, ObjectNode result, ReplyTo reply)
      throws InterruptedException {
    reply.answer(Messages.result(request.id(), result));
  }

  /**
   * Ends: no new calls, those in flight finish within the limit, the rest is interrupted.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void drain() throws InterruptedException {
    calls.drain();
  }

  private Tool tool(Request request) throws RpcException {
    JsonNode name = request.params().path("name");
    if (!name.isString()) {
      throw RpcException.invalidParams("name must be a string");
    }
    return server
        .tools()
        .find(name.stringValue())
        .orElseThrow(
            () -> RpcException.invalidParams("unknown tool: " + Shown.name(name.stringValue())));
  }

  private static ObjectNode arguments(Request request) throws RpcException {
    JsonNode arguments = request.params().path("arguments");
    if (arguments.isMissingNode() || arguments.isNull()) {
      return Json.object();
    }
    if (arguments instanceof ObjectNode named) {
      return named;
    }
    throw RpcException.invalidParams("arguments must be an object");
  }

  private static @Nullable RequestId progressToken(Request request) throws RpcException {
    JsonNode token = request.params().path("_meta").path("progressToken");
    if (token.isMissingNode() || token.isNull()) {
      return null;
    }
    return RequestId.of(token)
        .orElseThrow(
            () -> RpcException.invalidParams("progressToken must be a string or an integer"));
  }
}
