package dev.proxmoxmcp.mcp.transport.http;

import static dev.proxmoxmcp.mcp.fixture.Talk.modern;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.fixture.HttpClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Memory stays flat whatever is sent: a server that may take {@value #MEGABYTES} MB in all, and
 * ends when they do not suffice, is sent several times as much, and answers afterwards.
 */
@Timeout(120)
@Isolated // it takes the whole machine, and others measure time
class HttpMemoryTest {
  private static final int MEGABYTES = 56;
  private static final int SENDERS = 96;
  private static final String BEGIN =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":";

  @SuppressWarnings("NullAway.Init") // set before each test
  private Process process;

  @SuppressWarnings("NullAway.Init")
  private URI address;

  @BeforeEach
  void start() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + MEGABYTES + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AttackedServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      address =
          URI.create(
              new BufferedReader(
                      new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                  .readLine());
    } catch (IOException | IllegalArgumentException gone) {
      process.destroyForcibly();
      throw gone;
    }
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
  }

  @Test
  void long_bodies_that_never_end_are_held_a_few_at_a_time() throws Exception {
    String body = BEGIN + "\"" + "y".repeat(AttackedServer.MESSAGE_BYTES - 100);
    attack(client -> {
      client.head(
          "POST /mcp HTTP/1.1",
          "Host: localhost",
          "Content-Type: application/json",
          "Content-Length: " + AttackedServer.MESSAGE_BYTES);
      client.raw(body);
      client.read();
    });
    assertAlive();
  }

  @Test
  void bodies_of_no_said_length_are_held_a_few_at_a_time_and_no_longer_than_may_be()
      throws Exception {
    String chunk = "10000\r\n" + "y".repeat(0x10000) + "\r\n";
    attack(client -> {
      client.head(
          "POST /mcp HTTP/1.1",
          "Host: localhost",
          "Content-Type: application/json",
          "Transfer-Encoding: chunked");
      for (int count = 0; count < 64; count++) {
        client.raw(chunk);
      }
      client.read();
    });
    assertAlive();
  }

  @Test
  void messages_of_many_small_parts_and_deep_ones_are_given_up_early() throws Exception {
    List<String> bombs =
        List.of(
            BEGIN + "[" + "[],".repeat(AttackedServer.MESSAGE_BYTES / 3 - 100),
            BEGIN + "[" + "{},".repeat(AttackedServer.MESSAGE_BYTES / 3 - 100),
            BEGIN + "[".repeat(AttackedServer.MESSAGE_BYTES - 100));
    attack(client -> {
      for (String bomb : bombs) {
        assertThat(client.post(bomb, Map.of()).status()).isIn(400, 408, 503);
      }
    });
    assertAlive();
  }

  @Test
  void heads_without_end_are_given_up_early() throws Exception {
    attack(client -> {
      client.raw("POST /mcp HTTP/1.1\r\nHost: localhost\r\n");
      for (int count = 0; count < 1000; count++) {
        client.raw("X-" + count + ": " + "y".repeat(1000) + "\r\n");
      }
    });
    assertAlive();
  }

  private interface Attack {
    void by(HttpClient client) throws IOException;
  }

  /** By many at once; that a server hangs up on them is what they came for. */
  private void attack(Attack attack) throws Exception {
    List<Future<?>> senders = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int count = 0; count < SENDERS; count++) {
        senders.add(
            threads.submit(() -> {
              try (HttpClient client = new HttpClient(address)) {
                attack.by(client);
              } catch (SocketException hungUp) {
                assertThat(process.isAlive()).isTrue();
              }
              return null;
            }));
      }
    }
    for (Future<?> sender : senders) {
      sender.get();
    }
  }

  private void assertAlive() throws Exception {
    try (HttpClient client = new HttpClient(address)) {
      assertThat(client.modern(modern("1", "tools/list", "{}")).status()).isEqualTo(200);
    }
    assertThat(process.isAlive()).isTrue();
  }
}
