package dev.proxmoxmcp.mcp.transport.http;

import static dev.proxmoxmcp.mcp.fixture.HttpClient.modernHeaders;
import static dev.proxmoxmcp.mcp.fixture.Talk.call;
import static dev.proxmoxmcp.mcp.fixture.Talk.code;
import static dev.proxmoxmcp.mcp.fixture.Talk.initialize;
import static dev.proxmoxmcp.mcp.fixture.Talk.modern;
import static dev.proxmoxmcp.mcp.fixture.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.fixture.HttpClient;
import dev.proxmoxmcp.mcp.fixture.HttpClient.Answer;
import dev.proxmoxmcp.mcp.fixture.Workbench;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one caller may take from the others, and one message from the memory. */
class HttpShareTest {
  private static final String ANNA = "pmcp_anna-0123456789abcdefghijklmnopqrstu";
  private static final String BELA = "pmcp_bela-0123456789abcdefghijklmnopqrstu";
  private static final Duration PATIENCE = Duration.ofSeconds(Workbench.PATIENCE_SECONDS);
  private static final HttpLimits PATIENT = HttpLimits.DEFAULT.withSilence(PATIENCE);

  @Test
  void who_has_as_many_requests_as_may_be_waits_and_nobody_else_does() throws Exception {
    try (HttpFixture server = started(PATIENT.with(new HttpLimits.Counts(16, 2, 1, 8, 8, 8192)));
        var first = server.client();
        var second = server.client();
        var third = server.client();
        var other = server.client()) {
      hold(first);
      hold(second);
      server.workbench.awaitStart();
      server.workbench.awaitStart();

      Answer refused = echo(third, ANNA);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertThat(refused.body())
          .isEqualTo("you have 2 requests at once, which is the limit; try again in a moment\n");
      assertThat(echo(other, BELA).status()).isEqualTo(200);

      server.workbench.release();
      server.workbench.release();
      assertThat(text(first.read().json())).isEqualTo("released");
      assertThat(text(second.read().json())).isEqualTo("released");
      Answer again = echo(third, ANNA);
      while (again.status() == 429) { // the answer is sent before the room is given back
        again = echo(third, ANNA);
      }
      assertThat(again.status()).isEqualTo(200);
    }
  }

  @Test
  void streams_are_counted_by_themselves_and_each_callers_too() throws Exception {
    try (HttpFixture server = started(PATIENT.with(new HttpLimits.Counts(16, 2, 1, 8, 8, 8192)));
        var first = server.client();
        var second = server.client();
        var third = server.client()) {
      listen(first, session(server, ANNA));
      assertThat(first.read().header("Content-Type")).startsWith("text/event-stream");

      listen(second, session(server, ANNA));
      Answer refused = second.read();
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.body()).startsWith("you have 1 streams at once");
      assertThat(echo(second, ANNA).status()).as("requests are others").isEqualTo(200);
      listen(third, session(server, BELA));
      assertThat(third.read().header("Content-Type")).startsWith("text/event-stream");
    }
  }

  @Test
  void a_head_may_have_as_many_bytes_as_the_settings_say() throws Exception {
    for (int most : List.of(1024, 32_768)) {
      try (HttpFixture server = started(PATIENT.with(new HttpLimits.Counts(16, 2, 1, 8, 8, most)));
          var client = server.client()) {
        client.head("GET /healthz HTTP/1.1", "Host: localhost", "X: " + "y".repeat(2000));
        assertThat(client.read().status()).isEqualTo(most == 1024 ? 431 : 200);
      }
    }
  }

  @Test
  void the_first_head_has_a_time_of_its_own() throws Exception {
    HttpLimits.Times patient = PATIENT.times();
    HttpLimits.Times hurried =
        new HttpLimits.Times(
            patient.silence(), Duration.ofMillis(500), patient.body(), PATIENCE, PATIENCE);
    try (HttpFixture server = started(PATIENT.with(hurried));
        var waiting = server.client();
        var client = server.client()) {
      assertThat(echo(waiting, ANNA).status()).isEqualTo(200);
      client.raw("POST /mcp HTTP/1.1\r\nX: ");
      int sent = 0;
      try {
        for (; sent < 100 && !client.isClosedWithin(Duration.ofMillis(30)); sent++) {
          client.raw("y");
        }
      } catch (SocketException cut) {
        // as it should be
      }
      assertThat(sent).isLessThan(100);
      assertThat(echo(waiting, ANNA).status()).as("between requests").isEqualTo(200);
    }
  }

  @Test
  void what_is_nested_too_deep_or_has_too_many_parts_is_400_with_an_error() throws Exception {
    try (HttpFixture server = started(PATIENT)) {
      String begin = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":[";
      for (String bomb :
          List.of("[".repeat(500_000), "[],".repeat(150_000), "{\"a\":".repeat(101))) {
        try (var client = server.client()) {
          Answer answer = client.post(begin + bomb, Map.of("Authorization", "Bearer " + ANNA));
          assertThat(answer.status()).isEqualTo(400);
          assertThat(code(answer.json())).isEqualTo(-32700);
          assertThat(answer.body()).contains("exceeds a limit").hasSizeLessThan(300);
        }
      }
    }
  }

  @Test
  void a_limit_that_leaves_no_room_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new HttpLimits.Counts(0, 1, 1, 1, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> PATIENT.withIdle(Duration.ZERO));
  }

  private static HttpFixture started(HttpLimits limits) throws Exception {
    Admission tokens =
        new AccessTokens(
            List.of(
                AccessToken.of("anna", Secret.simulated(ANNA)),
                AccessToken.of("bela", Secret.simulated(BELA))));
    return new HttpFixture(
        new Limits(8, 1 << 20, Duration.ofMillis(100)),
        new HttpSettings("127.0.0.1", 0, tokens, Exposure.NONE, limits));
  }

  private static Map<String, String> session(HttpFixture server, String token) throws Exception {
    try (var client = server.client()) {
      Map<String, String> headers = new HashMap<>(Map.of("Authorization", "Bearer " + token));
      Answer answer = client.post(initialize("2025-11-25"), headers);
      headers.put(HttpFixture.SESSION, answer.header(HttpFixture.SESSION));
      return headers;
    }
  }

  private static void listen(HttpClient client, Map<String, String> session) throws Exception {
    Map<String, String> headers = new HashMap<>(session);
    headers.put("Content-Type", "");
    headers.put("Content-Length", "");
    client.send("GET", "", headers);
  }

  private static void hold(HttpClient client) throws Exception {
    String message = modern("1", "tools/call", call("hold"));
    client.send("POST", message, headers(message, ANNA));
  }

  private static Answer echo(HttpClient client, String token) throws Exception {
    String message = modern("2", "tools/call", call("echo"));
    return client.post(message, headers(message, token));
  }

  private static Map<String, String> headers(String message, String token) {
    Map<String, String> headers = new HashMap<>(modernHeaders(message));
    headers.put("Authorization", "Bearer " + token);
    return headers;
  }
}
