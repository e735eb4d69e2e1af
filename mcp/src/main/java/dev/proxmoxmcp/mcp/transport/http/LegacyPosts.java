package dev.proxmoxmcp.mcp.transport.http;

import dev.proxmoxmcp.mcp.engine.CallScope;
import dev.proxmoxmcp.mcp.engine.Dispatcher;
import dev.proxmoxmcp.mcp.engine.Era;
import dev.proxmoxmcp.mcp.engine.Revision;
import dev.proxmoxmcp.mcp.legacy.LegacySession;
import dev.proxmoxmcp.mcp.legacy.LegacySessions;
import dev.proxmoxmcp.mcp.modern.HeaderCheck;
import dev.proxmoxmcp.mcp.rpc.Incoming.Notification;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Messages;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** The legacy era over HTTP: a session per handshake, named by a header (2025-11-25). */
final class LegacyPosts {
  static final String SESSION = "Mcp-Session-Id";

  private final Dispatcher dispatcher;
  private final LegacySessions sessions;
  private final Duration silence;

  LegacyPosts(Dispatcher dispatcher, LegacySessions sessions, Duration silence) {
    this.dispatcher = dispatcher;
    this.sessions = sessions;
    this.silence = silence;
  }

  /** A disconnect does not cancel the request: in this era a client says so if it means that. */
  void request(Exchange exchange, Request request)
      throws Refusal, IOException, InterruptedException {
    boolean handshake = request.method().equals("initialize");
    LegacySession session =
        handshake
            ? new LegacySession(dispatcher, exchange.caller(), new CallScope())
            : session(exchange);
    PostReply reply = new PostReply();
    try {
      session.request(request, reply);
    } catch (RpcException broken) {
      if (session.scope().isEnded()) {
        throw unknownSession(); // it ended after it was found
      }
      exchange.json(HttpStatus.OK_200, Messages.error(request.id(), broken.error()));
      return;
    }
    if (handshake) {
      exchange.answerHeader(SESSION, opened(session));
    }
    reply.sendTo(exchange, silence);
  }

  void notification(Exchange exchange, Notification notification) throws Refusal, IOException {
    session(exchange).notification(notification);
    exchange.empty(HttpStatus.ACCEPTED_202);
  }

  /** An answer to a question, of which this server has none yet: taken and forgotten. */
  void response(Exchange exchange) throws Refusal, IOException {
    session(exchange);
    exchange.empty(HttpStatus.ACCEPTED_202);
  }

  void end(Exchange exchange) throws Refusal, IOException {
    if (!sessions.end(sessionId(exchange), exchange.caller())) {
      throw unknownSession();
    }
    exchange.empty(HttpStatus.NO_CONTENT_204);
  }

  private String opened(LegacySession session) throws Refusal {
    Optional<String> id = sessions.open(session);
    if (id.isEmpty()) {
      throw new Refusal(
          HttpStatus.SERVICE_UNAVAILABLE_503, "too many sessions are busy; try again in a moment");
    }
    return id.get();
  }

  private LegacySession session(Exchange exchange) throws Refusal {
    Optional<LegacySession> session = sessions.find(sessionId(exchange), exchange.caller());
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

  private static Refusal unknownSession() {
    return new Refusal(HttpStatus.NOT_FOUND_404, "this session has ended: send initialize again");
  }
}
