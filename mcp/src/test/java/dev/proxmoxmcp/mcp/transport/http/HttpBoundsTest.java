package dev.proxmoxmcp.mcp.transport.http;

import static dev.proxmoxmcp.mcp.fixture.HttpClient.modernHeaders;
import static dev.proxmoxmcp.mcp.fixture.Talk.call;
import static dev.proxmoxmcp.mcp.fixture.Talk.modern;
import static dev.proxmoxmcp.mcp.fixture.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.fixture.HttpClient;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What one client may take from the others: connections by slow heads, memory by bodies. */
class HttpBoundsTest {
  private static final Duration HEAD = Duration.ofMillis(500);
  private static final Duration BETWEEN_BYTES = Duration.ofMillis(30);

  @Test
  void a_head_that_comes_byte_by_byte_is_cut_when_its_time_is_over() throws Exception {
    try (var server = impatient();
        var client = server.client()) {
      client.raw("POST /mcp HTTP/1.1\r\nX: ");
      assertThat(isCutWhileDribbling(client)).isTrue();
    }
  }

  @Test
  void the_next_head_on_a_connection_has_no_more_time_than_the_first() throws Exception {
    try (var server = impatient();
        var client = server.client()) {
      assertThat(client.modern(modern("1", "tools/list", "{}")).status()).isEqualTo(200);
      client.raw("POST /mcp HTTP/1.1\r\nX: ");
      assertThat(isCutWhileDribbling(client)).isTrue();
    }
  }

  @Test
  void an_answer_that_takes_longer_than_a_head_may_is_not_cut() throws Exception {
    try (var server = impatient();
        var client = server.client()) {
      String hold = modern("1", "tools/call", call("hold"));
      client.send("POST", hold, modernHeaders(hold));
      assertThat(client.read().status()).isEqualTo(200);
      for (int beat = 0; beat < 20; beat++) {
        assertThat(client.nextBlock()).startsWith(":"); // every 20 ms
      }
      server.workbench.release();
      assertThat(text(Objects.requireNonNull(client.nextEvent()))).isEqualTo("released");
      assertThat(client.nextEvent()).isNull();
      assertThat(client.modern(modern("2", "tools/list", "{}")).status()).isEqualTo(200);
    }
  }

  @Test
  void bodies_beyond_what_may_be_read_at_once_wait_until_another_one_ends() throws Exception {
    List<HttpClient> slow = new ArrayList<>();
    try (var server = new HttpFixture()) {
      try (var late = server.client()) {
        for (int count = 0; count < 16; count++) {
          slow.add(begun(server));
        }
        String list = modern("1", "tools/list", "{}");
        late.send("POST", list, modernHeaders(list));
        for (int round = 0; round < 20; round++) {
          assertHealthy(server);
        }
        assertThat(late.hasAnswer()).isFalse();
        slow.getFirst().close();
        assertThat(late.read().status()).isEqualTo(200);
      } finally {
        for (HttpClient one : slow) {
          one.close();
        }
      }
    }
  }

  @Test
  void who_gets_no_room_for_a_body_in_time_is_503_and_room_comes_back() throws Exception {
    BodyRoom room = new BodyRoom(10);
    try (BodyRoom.Share _ = room.take(8, Duration.ZERO)) {
      assertThatExceptionOfType(Refusal.class)
          .isThrownBy(() -> room.take(3, Duration.ofMillis(10)).close())
          .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(503));
    }
    room.take(10, Duration.ZERO).close();
  }

  private static HttpFixture impatient() throws IOException {
    return new HttpFixture(
        new Limits(8, 64 * 1024, Duration.ofMillis(100)),
        limits -> limits.withIdle(HEAD).withSilence(Duration.ofMillis(20)));
  }

  /** Sends a byte now and then, each well within the idle timeout; at most for three seconds. */
  private static boolean isCutWhileDribbling(HttpClient client) throws IOException {
    for (int count = 0; count < 100; count++) {
      if (client.isClosedWithin(BETWEEN_BYTES)) {
        return true;
      }
      try {
        client.raw("y");
      } catch (SocketException cut) {
        return true;
      }
    }
    return false;
  }

  /** A request with the longest body that may be, of which the server waits for the first byte. */
  private static HttpClient begun(HttpFixture server) throws IOException {
    HttpClient client = server.client();
    client.head(
        "POST /mcp HTTP/1.1",
        "Host: localhost",
        "Content-Type: application/json",
        "Expect: 100-continue",
        "Content-Length: " + 64 * 1024);
    assertThat(client.read().status()).isEqualTo(100);
    return client;
  }

  private static void assertHealthy(HttpFixture server) throws IOException {
    try (var other = server.client()) {
      other.head("GET /healthz HTTP/1.1", "Host: localhost");
      assertThat(other.read().status()).isEqualTo(200);
    }
  }
}
