package dev.proxmoxmcp.mcp.transport.http;

import dev.proxmoxmcp.mcp.engine.Asker;
import dev.proxmoxmcp.mcp.engine.CallScope;
import dev.proxmoxmcp.mcp.engine.Dispatcher;
import dev.proxmoxmcp.mcp.engine.Era;
import dev.proxmoxmcp.mcp.engine.EraRouter;
import dev.proxmoxmcp.mcp.engine.Revision;
import dev.proxmoxmcp.mcp.modern.HeaderCheck;
import dev.proxmoxmcp.mcp.modern.ModernEra;
import dev.proxmoxmcp.mcp.rpc.ErrorCode;
import dev.proxmoxmcp.mcp.rpc.Incoming;
import dev.proxmoxmcp.mcp.rpc.Incoming.Invalid;
import dev.proxmoxmcp.mcp.rpc.Incoming.Notification;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Incoming.Response;
import dev.proxmoxmcp.mcp.rpc.Json;
import dev.proxmoxmcp.mcp.rpc.MessageReader;
import dev.proxmoxmcp.mcp.rpc.Messages;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MimeTypes;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages that come by POST, of both eras (2025-11-25 and 2026-07-28, Streamable HTTP).
 * Thread-safe.
 */
final class McpPosts {
  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";

  /** How many messages of the greatest length may be read at once; of short ones more. */
  private static final int LONGEST_AT_ONCE = 16;

  private final ModernEra modern;
  private final HeaderCheck headerCheck;
  private final LegacyPosts legacy;
  private final Delivery delivery;
  private final HttpLimits limits;
  private final int longest;
  private final BodyRoom room;

  /** What was sent last and is right: a client sends the same again and again. */
  private volatile String accepted = "";

  McpPosts(Dispatcher dispatcher, LegacyPosts legacy, Delivery delivery, HttpLimits limits) {
    this.modern = new ModernEra(dispatcher);
    // A server that is started again goes on with its tasks before anybody asks for them.
    Thread.ofVirtual().name("mcp-tasks").start(modern::recover);
    this.headerCheck = new HeaderCheck(dispatcher.server());
    this.legacy = legacy;
    this.delivery = delivery;
    this.limits = limits;
    this.longest = dispatcher.server().limits().messageBytes();
    this.room = new BodyRoom((int) Math.min((long) longest * LONGEST_AT_ONCE, Integer.MAX_VALUE));
  }

  void post(Exchange exchange) throws Refusal, IOException, InterruptedException {
    requireJson(exchange);
    requireAccept(exchange);
    switch (read(exchange)) {
      case Invalid(var id, var error) ->
          exchange.json(HttpStatus.BAD_REQUEST_400, Messages.error(id, error));
      case Request request when isModern(exchange, request.params()) ->
          modernRequest(exchange, request);
      case Request request -> legacy.request(exchange, request);
      case Notification notification when isModern(exchange, notification.params()) ->
          // The one there is, a cancellation, is not used here: closing the connection says it.
          exchange.empty(HttpStatus.ACCEPTED_202);
      case Notification notification -> legacy.notification(exchange, notification);
      case Response _ when isModern(exchange, Json.object()) ->
          throw new Refusal(HttpStatus.BAD_REQUEST_400, "this server asked nothing");
      case Response response -> legacy.response(exchange, response);
    }
  }

  /** The server has stopped. */
  void stopped() {
    legacy.stopped();
  }

  private Incoming read(Exchange exchange) throws Refusal, IOException, InterruptedException {
    try (BodyRoom.Share _ = room.take(exchange.bodyLength(longest), limits.body())) {
      return MessageReader.read(exchange.body(longest, limits.body()));
    }
  }

  /** A legacy client listens; in the modern era it sends a request for that. */
  void listen(Exchange exchange) throws Refusal, IOException, InterruptedException {
    if (isModern(exchange, Json.object())) {
      throw Endpoint.notAllowed(exchange, "POST");
    }
    if (!takes(lower(exchange.accepted()), EVENTS)) {
      throw new Refusal(HttpStatus.NOT_ACCEPTABLE_406, "Accept must list " + EVENTS);
    }
    legacy.listen(exchange);
  }

  /** A client's way to end a legacy session; the modern era has none. */
  void endSession(Exchange exchange) throws Refusal, IOException {
    if (isModern(exchange, Json.object())) {
      throw Endpoint.notAllowed(exchange, "POST");
    }
    legacy.end(exchange);
  }

  private void modernRequest(Exchange exchange, Request request)
      throws Refusal, IOException, InterruptedException {
    Asker asker;
    try {
      headerCheck.check(request, exchange.headers()::getValuesList);
      asker = modern.asker(request, exchange.caller());
    } catch (RpcException broken) {
      exchange.json(HttpStatus.BAD_REQUEST_400, Messages.error(request.id(), broken.error()));
      return;
    }
    CallScope scope = new CallScope();
    EventLog reply = new EventLog(0);
    Exchange.Step send =
        () -> {
          try {
            new EventStream(exchange, reply, null, delivery.patience()).answer(false);
          } catch (IOException gone) {
            scope.cancelAll();
            throw gone;
          }
        };
    try {
      Delivery.Work work = () -> modern.request(request, asker, scope, reply);
      delivery.deliver(exchange, request, reply, work, send);
    } catch (RpcException broken) {
      exchange.json(status(broken), Messages.error(request.id(), broken.error()));
    }
  }

  /**
   * An unknown method is 404, a capability that is missing 400. What a known method refuses is an
   * answer like any other: a 400 with a code that older clients know would make them start again in
   * the legacy era.
   */
  private static int status(RpcException broken) {
    return switch (broken.error().code()) {
      case ErrorCode.METHOD_NOT_FOUND -> HttpStatus.NOT_FOUND_404;
      case ErrorCode.MISSING_CAPABILITY -> HttpStatus.BAD_REQUEST_400;
      default -> HttpStatus.OK_200;
    };
  }

  /**
   * A version in the body decides. Without one a session does, as only a legacy client has one:
   * whoever names an unknown version in it is to hear of the legacy ones.
   */
  private static boolean isModern(Exchange exchange, ObjectNode params) throws Refusal {
    if (EraRouter.era(params, null) == Era.MODERN) {
      return true;
    }
    String version = exchange.atMostOne(HeaderCheck.VERSION);
    boolean inSession = exchange.headers().contains(LegacyPosts.SESSION);
    boolean unknown = version != null && Revision.of(version).isEmpty();
    return !(inSession && unknown) && EraRouter.era(params, version) == Era.MODERN;
  }

  private static void requireJson(Exchange exchange) throws Refusal {
    String type = exchange.onlyValue(HttpHeader.CONTENT_TYPE.asString());
    if (JSON.equals(type)) {
      return; // as nearly everybody writes it
    }
    String charset = type == null ? null : MimeTypes.getCharsetFromContentType(type);
    if (type == null
        || !HttpField.stripParameters(type).strip().equalsIgnoreCase(JSON)
        || (charset != null && !charset.equalsIgnoreCase("utf-8"))) {
      throw new Refusal(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE_415, "Content-Type must be " + JSON + " in UTF-8");
    }
  }

  /** Both kinds of answer must be welcome, as one request may get either. */
  private void requireAccept(Exchange exchange) throws Refusal {
    String only = exchange.onlyValue(HttpHeader.ACCEPT.asString());
    if (accepted.equals(only)) {
      return;
    }
    List<String> types = lower(exchange.accepted());
    boolean silent = !exchange.headers().contains(HttpHeader.ACCEPT);
    if (!silent && !(takes(types, JSON) && takes(types, EVENTS))) {
      throw new Refusal(
          HttpStatus.NOT_ACCEPTABLE_406, "Accept must list " + JSON + " and " + EVENTS);
    }
    if (only != null) {
      accepted = only;
    }
  }

  private static List<String> lower(List<String> types) {
    return types.stream().map(type -> type.toLowerCase(Locale.ROOT)).toList();
  }

  private static boolean takes(List<String> accepted, String type) {
    String family = type.substring(0, type.indexOf('/')) + "/*";
    return accepted.contains(type) || accepted.contains(family) || accepted.contains("*/*");
  }
}
