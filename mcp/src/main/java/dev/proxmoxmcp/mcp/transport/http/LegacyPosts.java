package dev.proxmoxmcp.mcp.transport.http;

import dev.proxmoxmcp.mcp.engine.Dispatcher;
import dev.proxmoxmcp.mcp.engine.Era;
import dev.proxmoxmcp.mcp.engine.Revision;
import dev.proxmoxmcp.mcp.legacy.LegacySessions;
import dev.proxmoxmcp.mcp.modern.HeaderCheck;
import dev.proxmoxmcp.mcp.rpc.Incoming.Notification;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Incoming.Response;
import dev.proxmoxmcp.mcp.rpc.Messages;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** The legacy era over HTTP: a session per handshake, named by a header (2025-11-25). */
final class LegacyPosts {
  static final String SESSION = "Mcp-Session-Id";
  private static final String LAST_EVENT = "Last-Event-ID";

  private final Dispatcher dispatcher;
  private final LegacySessions<HttpSession> sessions;
  private final Delivery delivery;

  LegacyPosts(Dispatcher dispatcher, LegacySessions<HttpSession> sessions, Delivery delivery) {
    this.dispatcher = dispatcher;
    this.sessions = sessions;
    this.delivery = delivery;
  }

  /** A disconnect does not cancel the request: in this era a client says so if it means that. */
  void request(Exchange exchange, Request request)
      throws Refusal, IOException, InterruptedException {
    boolean handshake = request.method().equals("initialize");
    HttpSession session =
        handshake ? new HttpSession(dispatcher, exchange.caller()) : session(exchange);
    HttpSession.Named stream = session.begin();
    // It is kept until all of it is sent: if the connection breaks, the client may come back.
    Exchange.Step send =
        () -> {
          if (stream(exchange, stream).answer(session.legacy().canPoll())) {
            session.end(stream);
          }
        };
    try {
      if (handshake) {
        session.legacy().request(request, stream.log());
        exchange.answerHeader(SESSION, opened(session));
        send.run();
      } else {
        Delivery.Work work = () -> session.legacy().request(request, stream.log());
        delivery.deliver(exchange, request, stream.log(), work, send);
      }
    } catch (RpcException broken) {
      session.end(stream);
      if (session.scope().isEnded()) {
        throw unknownSession(); // it ended after it was found
      }
      exchange.json(HttpStatus.OK_200, Messages.error(request.id(), broken.error()));
    }
  }

  private EventStream stream(Exchange exchange, HttpSession.Named stream) {
    return new EventStream(exchange, stream.log(), stream.name(), delivery.patience());
  }

  /**
   * A stream of what the server says by itself, or the rest of one that broke off (2025-11-25,
   * Listening for Messages from the Server).
   */
  void listen(Exchange exchange) throws Refusal, IOException, InterruptedException {
    HttpSession session = session(exchange);
    String lastEvent = exchange.atMostOne(LAST_EVENT);
    HttpSession.Place place =
        lastEvent == null
            ? new HttpSession.Place(session.own(), session.own().log().sent())
            : session.place(lastEvent).orElseThrow(LegacyPosts::unknownEvent);
    // The answer to a request is still waited for when the server stops.
    Runnable end = place.stream().isOwn() ? place.stream().log()::noAnswer : () -> {};
    if (!dispatcher.listeners().enter(exchange.caller(), end)) {
      throw new Refusal(
          HttpStatus.SERVICE_UNAVAILABLE_503, "too many streams are open; try again in a moment");
    }
    try {
      if (!session.scope().hold()) {
        throw unknownSession();
      }
      try {
        boolean whole = stream(exchange, place.stream()).resume(place.after());
        if (whole && !place.stream().isOwn()) {
          session.end(place.stream());
        }
      } finally {
        session.scope().release();
      }
    } finally {
      dispatcher.listeners().leave(exchange.caller(), end);
    }
  }

  /** The server has stopped: nobody comes back. */
  void stopped() {
    sessions.endAll();
  }

  void notification(Exchange exchange, Notification notification) throws Refusal, IOException {
    session(exchange).legacy().notification(notification);
    exchange.empty(HttpStatus.ACCEPTED_202);
  }

  /** An answer to a question of this server. */
  void response(Exchange exchange, Response response) throws Refusal, IOException {
    session(exchange).legacy().response(response);
    exchange.empty(HttpStatus.ACCEPTED_202);
  }

  void end(Exchange exchange) throws Refusal, IOException {
    if (!sessions.end(sessionId(exchange), exchange.caller())) {
      throw unknownSession();
    }
    exchange.empty(HttpStatus.NO_CONTENT_204);
  }

  private String opened(HttpSession session) throws Refusal {
    Optional<String> id = sessions.open(session);
    if (id.isEmpty()) {
      throw new Refusal(
          HttpStatus.SERVICE_UNAVAILABLE_503, "too many sessions are busy; try again in a moment");
    }
    return id.get();
  }

  private HttpSession session(Exchange exchange) throws Refusal {
    Optional<HttpSession> session = sessions.find(sessionId(exchange), exchange.caller());
    if (session.isEmpty()) {
      throw unknownSession();
    }
    requireOffered(exchange.atMostOne(HeaderCheck.VERSION));
    return session.get();
  }

  /** Without the header the handshake's version holds; 2024-11-05 has no such header. */
  private static void requireOffered(@Nullable String version) throws Refusal {
    if (version != null && Revision.of(version).isEmpty()) {
      throw new Refusal(
          HttpStatus.BAD_REQUEST_400,
          "this version of the protocol is not offered; offered are "
              + String.join(", ", Revision.names(Era.LEGACY)));
    }
  }

  private static String sessionId(Exchange exchange) throws Refusal {
    String id = exchange.onlyValue(SESSION);
    if (id == null) {
      throw new Refusal(
          HttpStatus.BAD_REQUEST_400,
          "send initialize first, then " + SESSION + " with everything");
    }
    return id;
  }

  private static Refusal unknownEvent() {
    return new Refusal(
        HttpStatus.BAD_REQUEST_400,
        "what came after this " + LAST_EVENT + " is no longer there: send the request again");
  }

  private static Refusal unknownSession() {
    return new Refusal(HttpStatus.NOT_FOUND_404, "this session has ended: send initialize again");
  }
}
