package dev.proxmoxmcp.mcp.legacy;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.ClientInfo;
import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.engine.Asker;
import dev.proxmoxmcp.mcp.engine.CallScope;
import dev.proxmoxmcp.mcp.engine.Clients;
import dev.proxmoxmcp.mcp.engine.Dispatcher;
import dev.proxmoxmcp.mcp.engine.Era;
import dev.proxmoxmcp.mcp.engine.ReplyTo;
import dev.proxmoxmcp.mcp.engine.Revision;
import dev.proxmoxmcp.mcp.engine.Wording;
import dev.proxmoxmcp.mcp.rpc.Incoming.Notification;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Json;
import dev.proxmoxmcp.mcp.rpc.RequestId;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One client of the legacy era, from before its {@code initialize} on (2025-11-25, Lifecycle).
 * Thread-safe.
 */
public final class LegacySession {
  private final Dispatcher dispatcher;
  private final Caller caller;
  private final CallScope scope;
  private volatile @Nullable Asker client;

  /**
   * A session before its handshake.
   *
   * @param scope the calls of this client; under stdio it shares them with the modern era
   */
  public LegacySession(Dispatcher dispatcher, Caller caller, CallScope scope) {
    this.dispatcher = dispatcher;
    this.caller = caller;
    this.scope = scope;
  }

  /** On whose behalf this session runs. */
  public Caller caller() {
    return caller;
  }

  /** Its calls in flight. */
  public CallScope scope() {
    return scope;
  }

  /**
   * Answers a request, a call later and everything else at once.
   *
   * @throws RpcException if the answer is an error
   * @throws InterruptedException if the thread is interrupted while it sends the answer
   */
  public void request(Request request, ReplyTo reply) throws RpcException, InterruptedException {
    scope.requireFresh(request.id());
    switch (request.method()) {
      case "initialize" -> Dispatcher.answer(request, initialize(request), reply);
      case "ping" -> Dispatcher.answer(request, Json.object(), reply);
      case "tools/list" ->
          Dispatcher.answer(request, dispatcher.listTools(request, initialized().wording()), reply);
      case "tools/call" -> dispatcher.callTool(request, initialized(), scope, reply);
      default -> throw RpcException.methodNotFound(request.method());
    }
  }

  /** Takes note; what is unknown or malformed is ignored, as notifications are. */
  public void notification(Notification notification) {
    if (notification.method().equals("notifications/cancelled")) {
      RequestId.of(notification.params().path("requestId")).ifPresent(scope::cancel);
    }
  }

  /** A client may shake hands again on the same stream; the last time counts. */
  private ObjectNode initialize(Request request) throws RpcException {
    JsonNode wish = request.params().path("protocolVersion");
    if (!wish.isString()) {
      throw RpcException.invalidParams("protocolVersion must be a string");
    }
    ClientInfo info = Clients.read(request.params().path("clientInfo"));
    Revision revision =
        Revision.of(wish.stringValue())
            .filter(one -> one.era() == Era.LEGACY)
            .orElse(Revision.NEWEST_LEGACY);
    Wording wording = new Wording(revision);
    client = new Asker(caller, info, wording, UnaryOperator.identity());
    return greeting(wording);
  }

  private ObjectNode greeting(Wording wording) {
    McpServer server = dispatcher.server();
    ObjectNode result = Json.object();
    result.put("protocolVersion", wording.revision().wireName());
    result.set("capabilities", wording.capabilities());
    result.set("serverInfo", wording.identity(server.identity()));
    wording.instructions(result, server);
    return result;
  }

  private Asker initialized() throws RpcException {
    Asker known = client;
    if (known == null) {
      throw RpcException.invalidRequest(
          "send initialize first, or a protocol version in _meta with every request");
    }
    return known;
  }
}
