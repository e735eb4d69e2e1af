package dev.proxmoxmcp.mcp.transport.http;

import dev.proxmoxmcp.mcp.engine.ReplyTo;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * The way back of one POST. An answer that comes soon is plain JSON; a notice, or a while of
 * silence, makes it a stream, on which heartbeats show whether the client still listens (a silent
 * connection does not). Filled by any thread, emptied by the request's own.
 */
final class PostReply implements ReplyTo {
  /** More notices than this wait for no client; what is too much is dropped. */
  private static final int MOST_NOTICES = 64;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private enum Kind {
    NOTICE,
    ANSWER,
    NO_ANSWER
  }

  private static final class Event {
    final Kind kind;
    final byte[] message;

    Event(Kind kind, byte[] message) {
      this.kind = kind;
      this.message = message;
    }
  }

  @Override
  public void notice(byte[] message) {
    if (events.size() < MOST_NOTICES) {
      events.add(new Event(Kind.NOTICE, message));
    }
  }

  @Override
  public void answer(byte[] message) {
    events.add(new Event(Kind.ANSWER, message));
  }

  @Override
  public void noAnswer() {
    events.add(new Event(Kind.NO_ANSWER, new byte[0]));
  }

  /**
   * Sends everything up to the answer.
   *
   * @param silence how long to wait for an answer before it becomes a stream, and between two
   *     heartbeats
   * @throws IOException if the client is gone
   */
  void sendTo(Exchange exchange, Duration silence) throws IOException, InterruptedException {
    @Nullable Event first = next(silence);
    if (first != null && first.kind == Kind.ANSWER) {
      exchange.json(HttpStatus.OK_200, first.message);
      return;
    }
    exchange.openStream();
    @Nullable Event event = first;
    while (event == null || event.kind == Kind.NOTICE) {
      if (event == null) {
        exchange.heartbeat();
      } else {
        exchange.event(event.message);
      }
      event = next(silence);
    }
    if (event.kind == Kind.ANSWER) {
      exchange.event(event.message);
    }
    exchange.endStream();
  }

  private @Nullable Event next(Duration silence) throws InterruptedException {
    return events.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
  }
}
