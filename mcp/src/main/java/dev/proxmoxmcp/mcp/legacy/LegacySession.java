package dev.proxmoxmcp.mcp.legacy;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.ClientInfo;
import dev.proxmoxmcp.mcp.api.LogLevel;
import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.engine.Asker;
import dev.proxmoxmcp.mcp.engine.CallScope;
import dev.proxmoxmcp.mcp.engine.Clients;
import dev.proxmoxmcp.mcp.engine.Dispatcher;
import dev.proxmoxmcp.mcp.engine.Era;
import dev.proxmoxmcp.mcp.engine.ListNotice;
import dev.proxmoxmcp.mcp.engine.Outlet;
import dev.proxmoxmcp.mcp.engine.ReplyTo;
import dev.proxmoxmcp.mcp.engine.Revision;
import dev.proxmoxmcp.mcp.engine.Wording;
import dev.proxmoxmcp.mcp.engine.Work;
import dev.proxmoxmcp.mcp.rpc.Incoming.Notification;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Incoming.Response;
import dev.proxmoxmcp.mcp.rpc.Json;
import dev.proxmoxmcp.mcp.rpc.Messages;
import dev.proxmoxmcp.mcp.rpc.RequestId;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One client of the legacy era, from before its {@code initialize} on (2025-11-25, Lifecycle).
 * Thread-safe.
 */
public final class LegacySession implements LegacySessions.Member {
  private final Dispatcher dispatcher;
  private final Caller caller;
  private final CallScope scope;
  private final Outlet outlet;
  private final PendingQuestions pending = new PendingQuestions();
  private final Subscriptions subscriptions;
  private final AtomicBoolean listens = new AtomicBoolean();
  private volatile @Nullable Known client;

  /** A client that shook hands. */
  private record Known(Asker asker, LegacyRules rules) {}

  /**
   * A session before its handshake.
   *
   * @param scope the calls of this client; under stdio it shares them with the modern era
   * @param outlet where it hears what belongs to no request
   */
  public LegacySession(Dispatcher dispatcher, Caller caller, CallScope scope, Outlet outlet) {
    this.dispatcher = dispatcher;
    this.caller = caller;
    this.scope = scope;
    this.outlet = outlet;
    this.subscriptions = new Subscriptions(dispatcher.server(), caller, outlet);
    scope.atEnd(subscriptions::close);
  }

  /** On whose behalf this session runs. */
  @Override
  public Caller caller() {
    return caller;
  }

  /** Its calls in flight. */
  @Override
  public CallScope scope() {
    return scope;
  }

  /** Whether its client can come back for the answers of a stream that was let go of. */
  public boolean canPoll() {
    Known known = client;
    return known != null && known.asker().wording().revision().knowsPolling();
  }

  /**
   * Answers a request; a call may be answered later.
   *
   * @throws RpcException if the answer is an error
   * @throws InterruptedException if the thread is interrupted while it sends the answer
   */
  public void request(Request request, ReplyTo reply) throws RpcException, InterruptedException {
    scope.requireFresh(request.id());
    switch (request.method()) {
      case "initialize" -> send(request, initialize(request), reply);
      case "ping" -> send(request, Json.object(), reply);
      case "logging/setLevel" -> send(request, setLevel(request), reply);
      case "resources/subscribe" ->
          dispatcher.start(
              Work.of(request.method(), _ -> subscriptions.subscribe(request)),
              request,
              initialized().asker(),
              scope,
              reply);
      case "resources/unsubscribe" -> {
        initialized();
        send(request, subscriptions.unsubscribe(request), reply);
      }
      default -> dispatcher.dispatch(request, initialized().asker(), scope, reply);
    }
  }

  private static void send(Request request, ObjectNode result, ReplyTo reply)
      throws InterruptedException {
    reply.answer(Messages.result(request.id(), result));
  }

  /** Takes note; what is unknown or malformed is ignored, as notifications are. */
  public void notification(Notification notification) {
    switch (notification.method()) {
      case "notifications/cancelled" ->
          RequestId.of(notification.params().path("requestId")).ifPresent(scope::cancel);
      case "notifications/initialized" -> listen();
      default -> {}
    }
  }

  /** Takes the answer to a question of this server. */
  public void response(Response response) {
    pending.answered(response);
  }

  /** From now on the client hears of lists that change; before, it might not expect it. */
  private void listen() {
    if (client != null && listens.compareAndSet(false, true)) {
      var offer = dispatcher.server().offer();
      var watch =
          offer
              .changes()
              .listen(list -> {
                if (ListNotice.offered(list, offer)) {
                  outlet.push(Messages.notification(ListNotice.method(list), Json.object()));
                }
              });
      scope.atEnd(watch::close);
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
    LegacyRules rules = new LegacyRules(pending, revision, dispatcher.server().limits().answer());
    client =
        new Known(
            new Asker(
                caller,
                info,
                Clients.capabilities(request.params().path("capabilities")),
                wording,
                rules),
            rules);
    return greeting(wording);
  }

  private ObjectNode greeting(Wording wording) {
    McpServer server = dispatcher.server();
    ObjectNode result = Json.object();
    result.put("protocolVersion", wording.revision().wireName());
    result.set("capabilities", wording.capabilities(server.offer()));
    result.set("serverInfo", wording.identity(server.identity()));
    wording.instructions(result, server);
    return result;
  }

  private ObjectNode setLevel(Request request) throws RpcException {
    LogLevel level =
        LogLevel.of(request.params().path("level").stringValue(""))
            .orElseThrow(() ->
                RpcException.invalidParams(
                    "level must be one of debug, info, notice, warning, error, critical,"
                        + " alert, emergency"));
    initialized().rules().setLeast(level);
    return Json.object();
  }

  private Known initialized() throws RpcException {
    Known known = client;
    if (known == null) {
      throw RpcException.invalidRequest(
          "send initialize first, or a protocol version in _meta with every request");
    }
    return known;
  }
}
