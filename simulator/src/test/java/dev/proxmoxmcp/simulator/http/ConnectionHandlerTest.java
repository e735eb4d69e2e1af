package dev.proxmoxmcp.simulator.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.http.Reaction.Reply;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConnectionHandlerTest {
  private static final WireLimits LIMITS = new WireLimits(Duration.ofHours(1));
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  private static EmbeddedChannel connection(Service service, Executor workers) {
    return new EmbeddedChannel(
        new HttpServerCodec(), new ConnectionHandler(LIMITS, service, workers));
  }

  private static void send(EmbeddedChannel connection, String text) {
    connection.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
    connection.runPendingTasks();
  }

  @Test
  void a_waiting_request_that_nobody_takes_on_ends_the_connection() {
    AtomicInteger taken = new AtomicInteger();
    EmbeddedChannel connection =
        connection(
            _ -> Reply.of(200, "OK", "", ""),
            work -> {
              if (taken.incrementAndGet() > 1) {
                throw new RejectedExecutionException("closing");
              }
              work.run();
            });

    send(connection, REQUEST + REQUEST);

    assertThat(taken).hasValue(2);
    assertThat(connection.isOpen()).isFalse();
    connection.finishAndReleaseAll();
  }

  @Test
  void a_service_that_fails_ends_the_connection() {
    Deque<Runnable> work = new ArrayDeque<>();
    EmbeddedChannel connection =
        connection(
            _ -> {
              throw new StackOverflowError("the service's mistake");
            },
            work::add);

    send(connection, REQUEST);
    work.remove().run();

    assertThat(connection.isOpen()).isFalse();
    connection.finishAndReleaseAll();
  }

  @Test
  void a_reaction_that_cannot_be_written_ends_the_connection() {
    EmbeddedChannel connection =
        connection(_ -> Reply.of(200, "OK", "no\nheader", ""), Runnable::run);

    send(connection, REQUEST);

    assertThat(connection.isOpen()).isFalse();
    connection.finishAndReleaseAll();
  }
}
