package dev.proxmoxmcp.mcp.transport.http;

import dev.proxmoxmcp.mcp.rpc.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Sends a log of events as the response to one request. An answer that comes soon is plain JSON; a
 * notice, or a while of silence, makes it a stream, on which heartbeats show whether the client
 * still listens (a silent connection does not). Confined to the request's thread.
 */
final class EventStream {
  /** How soon a client comes back for what follows when it was let go of. */
  private static final Duration RETRY = Duration.ofMillis(500);

  private final Exchange exchange;
  private final EventLog log;
  private final @Nullable String name;
  private final Duration silence;
  private final int taker;

  /** What was sent on an earlier connection: nobody is let go of twice for one reason. */
  private final long before;

  /**
   * @param name of the log in the ids of events; null if the client cannot come back
   * @param silence how long to wait for an answer before it becomes a stream, and between two
   *     heartbeats
   */
  EventStream(Exchange exchange, EventLog log, @Nullable String name, Duration silence) {
    this.exchange = exchange;
    this.log = log;
    this.name = name;
    this.silence = silence;
    this.taker = log.taker();
    this.before = log.sent();
  }

  /**
   * Answers a POST.
   *
   * @param polls whether the client can be let go of: it is told at once how to come back
   * @return whether all is sent; else the client comes back
   * @throws IOException if the client is gone
   */
  boolean answer(boolean polls) throws IOException, InterruptedException {
    EventLog.@Nullable Event first = log.next(taker, 0, silence);
    if (first != null && first.kind == EventLog.Kind.ANSWER) {
      exchange.json(HttpStatus.OK_200, first.message);
      return true;
    }
    if (first != null && first.kind == EventLog.Kind.ERROR) {
      exchange.json(status(first.code), first.message);
      return true;
    }
    exchange.openStream();
    if (polls && name != null) {
      exchange.raw("id: %s.0\nretry: %d\ndata: \n\n".formatted(name, RETRY.toMillis()));
    }
    return send(first, 0, polls);
  }

  /**
   * Answers a GET: what comes after that number.
   *
   * @return likewise
   * @throws IOException if the client is gone
   */
  boolean resume(long after) throws IOException, InterruptedException {
    exchange.openStream();
    return send(null, after, true);
  }

  private boolean send(EventLog.@Nullable Event first, long after, boolean polls)
      throws IOException, InterruptedException {
    long number = after;
    EventLog.@Nullable Event event = first == null ? log.next(taker, number, silence) : first;
    while (event == null || !event.isLast()) {
      if (event == null) {
        exchange.heartbeat();
      } else {
        number = event.number;
        boolean letGo = event.kind == EventLog.Kind.LET_GO;
        if (letGo && polls && number > before) {
          exchange.endStream();
          return false;
        }
        if (!letGo) {
          exchange.event(id(event), event.message);
        }
      }
      event = log.next(taker, number, silence);
    }
    if (event.kind != EventLog.Kind.END) {
      exchange.event(id(event), event.message);
    }
    exchange.endStream();
    return true;
  }

  private @Nullable String id(EventLog.Event event) {
    return name == null ? null : name + "." + event.number;
  }

  /** Of an answer that comes after a handler ran; what is refused before has its own. */
  private static int status(int code) {
    return code == ErrorCode.MISSING_CAPABILITY ? HttpStatus.BAD_REQUEST_400 : HttpStatus.OK_200;
  }
}
