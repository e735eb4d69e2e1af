package dev.proxmoxmcp.mcp.transport.http;

import static dev.proxmoxmcp.mcp.fixture.HttpClient.modernHeaders;
import static dev.proxmoxmcp.mcp.fixture.Talk.call;
import static dev.proxmoxmcp.mcp.fixture.Talk.code;
import static dev.proxmoxmcp.mcp.fixture.Talk.initialize;
import static dev.proxmoxmcp.mcp.fixture.Talk.legacy;
import static dev.proxmoxmcp.mcp.fixture.Talk.modern;
import static dev.proxmoxmcp.mcp.fixture.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.api.ServerIdentity;
import dev.proxmoxmcp.mcp.api.ToolList;
import dev.proxmoxmcp.mcp.fixture.HttpClient;
import dev.proxmoxmcp.mcp.fixture.HttpClient.Answer;
import dev.proxmoxmcp.mcp.fixture.Workbench;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that take long, clients that leave, bodies that do not come, servers that stop. */
class HttpStreamTest {
  private static final String HOLD = modern("1", "tools/call", call("hold"));
  private static final Limits LIMITS = new Limits(8, 1000, Duration.ofMillis(100));

  @Test
  void a_silent_call_becomes_a_stream_with_heartbeats_and_its_answer() throws Exception {
    try (var server = HttpFixture.talkative();
        var client = server.client()) {
      client.send("POST", HOLD, modernHeaders(HOLD));
      Answer head = client.read();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Type")).isEqualTo("text/event-stream");
      for (int beat = 0; beat < 3; beat++) {
        assertThat(client.nextBlock()).isEqualTo(":\n\n");
      }
      server.workbench.release();
      assertThat(text(Objects.requireNonNull(client.nextEvent()))).isEqualTo("released");
      assertThat(client.nextEvent()).isNull();
    }
  }

  @Test
  void a_modern_client_that_leaves_a_silent_call_has_cancelled_it() throws Exception {
    try (var server = HttpFixture.talkative()) {
      try (var client = server.client()) {
        client.send("POST", HOLD, modernHeaders(HOLD));
        server.workbench.awaitStart();
      }
      server.workbench.awaitInterrupt();
    }
  }

  @Test
  void a_legacy_client_that_leaves_a_silent_call_has_not_cancelled_it() throws Exception {
    try (var server = HttpFixture.talkative()) {
      Map<String, String> session = server.session();
      try (var legacy = server.client()) {
        legacy.send("POST", legacy("1", "tools/call", call("persist")), session);
        server.workbench.awaitStart();
      }
      // whoever leaves later in the other era is noticed, so the first must have been by then
      try (var modern = server.client()) {
        modern.send("POST", HOLD, modernHeaders(HOLD));
        server.workbench.awaitStart();
      }
      server.workbench.awaitInterrupt();
      server.workbench.awaitEnd();
      assertThat(server.workbench.wasInterrupted()).isFalse();
      server.workbench.release();
      server.workbench.awaitEnd();
    }
  }

  @Test
  void a_body_that_is_too_long_is_413_whether_it_says_so_or_not() throws Exception {
    try (var server = new HttpFixture(LIMITS, UnaryOperator.identity())) {
      try (var client = server.client()) {
        begin(client, "Content-Length: 1001");
        Answer answer = client.read();
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("1000 bytes");
      }
      try (var client = server.client()) {
        begin(client, "Transfer-Encoding: chunked");
        client.raw("3e9\r\n" + "x".repeat(1001) + "\r\n");
        assertThat(client.read().status()).isEqualTo(413);
      }
      try (var client = server.client()) {
        String message = initialize("2025-11-25");
        String padded = message + " ".repeat(1000 - message.length());
        assertThat(client.post(padded, Map.of()).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void a_body_that_does_not_come_in_time_is_408_and_the_connection_is_closed() throws Exception {
    try (var server = new HttpFixture(LIMITS, limits -> limits.withBody(Duration.ofMillis(50)));
        var client = server.client()) {
      begin(client, "Content-Length: 100");
      client.raw("{\"jsonrpc\":");
      assertThat(client.read().status()).isEqualTo(408);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void a_client_that_leaves_in_the_middle_of_its_body_harms_nobody() throws Exception {
    try (var server = new HttpFixture(LIMITS, UnaryOperator.identity())) {
      try (var client = server.client()) {
        begin(client, "Content-Length: 100");
        client.raw("{\"jsonrpc\":");
      }
      assertAlive(server);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\nhello\r\n", "5\r\nhelloX\r\n0\r\n\r\n", "-1\r\n\r\n"})
  void a_body_in_broken_pieces_is_400(String pieces) throws Exception {
    try (var server = new HttpFixture(LIMITS, UnaryOperator.identity());
        var client = server.client()) {
      begin(client, "Transfer-Encoding: chunked");
      client.raw(pieces);
      Answer answer = client.read();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).doesNotContainIgnoringCase("jetty", "Exception");
    }
  }

  @Test
  void a_connection_on_which_nothing_comes_is_closed() throws Exception {
    try (var server = new HttpFixture(LIMITS, limits -> limits.withIdle(Duration.ofMillis(50)));
        var client = server.client()) {
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void one_connection_too_many_waits_until_another_one_ends() throws Exception {
    try (var server =
        new HttpFixture(
            LIMITS, limits -> limits.with(new HttpLimits.Counts(1, 1, 1, 1, 1, 8192)))) {
      String list = modern("1", "tools/list", "{}");
      var first = server.client();
      assertThat(first.modern(list).status()).isEqualTo(200);
      try (var second = server.client()) {
        second.send("POST", list, modernHeaders(list));
        assertThat(first.modern(list).status()).isEqualTo(200);
        assertThat(second.hasAnswer()).isFalse();
        first.close();
        assertThat(second.read().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void a_body_that_is_no_message_is_400_with_an_error_in_both_eras() throws Exception {
    try (var server = new HttpFixture();
        var client = server.client()) {
      Answer garbled = client.post("{\"jsonrpc\":", Map.of());
      assertThat(garbled.status()).isEqualTo(400);
      assertThat(code(garbled.json())).isEqualTo(-32700);
      Answer batch = client.post("[]", Map.of("MCP-Protocol-Version", "2026-07-28"));
      assertThat(batch.status()).isEqualTo(400);
      assertThat(code(batch.json())).isEqualTo(-32600);
      Answer empty = client.post("", Map.of());
      assertThat(empty.status()).isEqualTo(400);
      assertThat(code(empty.json())).isEqualTo(-32700);
    }
  }

  @Test
  void a_defect_of_a_tool_is_an_answer_without_its_text() throws Exception {
    try (var server = new HttpFixture();
        var client = server.client()) {
      Answer answer = client.modern(modern("1", "tools/call", call("defect")));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("internal error").doesNotContain("hunter2", "Exception");
    }
  }

  @Test
  void a_defect_of_the_server_itself_is_500_in_one_plain_line() throws Exception {
    McpServer broken =
        new McpServer(
            new ServerIdentity("a", "b", "c"),
            "",
            ToolList.of(),
            () -> {
              throw new IllegalStateException("hunter2 is the password");
            });
    try (var transport =
            HttpTransport.start(
                broken, new HttpSettings("127.0.0.1", 0, new Caller("local")), new SecureRandom());
        var client = new HttpClient(transport.address())) {
      Answer answer = client.post(initialize("2025-11-25"), Map.of());
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo("500 Server Error\n");
    }
  }

  @Test
  void closing_interrupts_what_does_not_end_answers_it_and_leaves_nothing_listening()
      throws Exception {
    HttpFixture server = new HttpFixture();
    try (var client = server.client()) {
      client.send("POST", HOLD, modernHeaders(HOLD));
      server.workbench.awaitStart();
      server.close();
      assertThat(text(client.read().json())).contains("stopped before the call was done");
    }
    org.assertj.core.api.Assertions.assertThatIOException()
        .isThrownBy(() -> new HttpClient(server.transport.address()).close());
  }

  @Test
  void closing_lets_a_call_finish_that_ends_in_time() throws Exception {
    HttpFixture server =
        new HttpFixture(
            new Limits(8, 1000, Duration.ofSeconds(Workbench.PATIENCE_SECONDS)),
            UnaryOperator.identity());
    try (var client = server.client()) {
      client.send("POST", HOLD, modernHeaders(HOLD));
      server.workbench.awaitStart();
      Thread closing = Thread.ofVirtual().start(server::close);
      server.workbench.release();
      assertThat(text(client.read().json())).isEqualTo("released");
      assertThat(closing.join(Duration.ofSeconds(Workbench.PATIENCE_SECONDS))).isTrue();
    }
  }

  private static void assertAlive(HttpFixture server) throws IOException {
    try (var client = server.client()) {
      assertThat(client.modern(modern("1", "tools/list", "{}")).status()).isEqualTo(200);
    }
  }

  /** Begins a request whose body is still to come. */
  private static void begin(HttpClient client, String header) throws IOException {
    client.head("POST /mcp HTTP/1.1", "Host: localhost", "Content-Type: application/json", header);
  }
}
