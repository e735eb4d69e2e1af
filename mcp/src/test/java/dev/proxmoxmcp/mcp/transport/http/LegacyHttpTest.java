package dev.proxmoxmcp.mcp.transport.http;

import static dev.proxmoxmcp.mcp.fixture.Talk.call;
import static dev.proxmoxmcp.mcp.fixture.Talk.cancel;
import static dev.proxmoxmcp.mcp.fixture.Talk.code;
import static dev.proxmoxmcp.mcp.fixture.Talk.initialize;
import static dev.proxmoxmcp.mcp.fixture.Talk.json;
import static dev.proxmoxmcp.mcp.fixture.Talk.legacy;
import static dev.proxmoxmcp.mcp.fixture.Talk.notification;
import static dev.proxmoxmcp.mcp.fixture.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.fixture.Golden;
import dev.proxmoxmcp.mcp.fixture.HttpClient.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The legacy era over HTTP: sessions, and what comes within them. */
class LegacyHttpTest {
  @SuppressWarnings("NullAway.Init") // set before each test
  private HttpFixture server;

  @BeforeEach
  void start() throws Exception {
    server = new HttpFixture();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-11-05", "2025-06-18", "2025-11-25"})
  void a_handshake_is_answered_as_over_stdio_and_names_the_session(String version)
      throws Exception {
    try (var client = server.client()) {
      Answer answer = client.post(initialize(version), Map.of());
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).isEqualTo("application/json");
      assertThat(answer.header(HttpFixture.SESSION)).matches("[0-9a-f]{32}");
      Golden.check(version + "-initialize", answer.json());
    }
  }

  @Test
  void a_handshake_that_fails_opens_no_session() throws Exception {
    try (var client = server.client()) {
      Answer answer = client.post(legacy("1", "initialize", "{}"), Map.of());
      assertThat(code(answer.json())).isEqualTo(-32602);
      assertThat(answer.headers()).doesNotContainKey(HttpFixture.SESSION);
    }
  }

  @Test
  void a_session_lists_calls_and_pings_on_one_connection() throws Exception {
    Map<String, String> session = server.session();
    try (var client = server.client()) {
      Answer noted = client.post(notification("notifications/initialized", "{}"), session);
      assertThat(noted.status()).isEqualTo(202);
      assertThat(noted.body()).isEmpty();
      Golden.check(
          "2025-11-25-tools-list", client.post(legacy("1", "tools/list", "{}"), session).json());
      Golden.check(
          "2025-11-25-call", client.post(legacy("2", "tools/call", call("shape")), session).json());
      assertThat(client.post(legacy("3", "ping", "{}"), session).json())
          .isEqualTo(json("{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{}}"));
    }
  }

  @Test
  void a_request_without_a_session_is_400_and_one_of_an_unknown_session_404() throws Exception {
    try (var client = server.client()) {
      Answer missing = client.post(legacy("1", "tools/list", "{}"), Map.of());
      assertThat(missing.status()).isEqualTo(400);
      assertThat(missing.body()).contains("initialize");
      Answer unknown =
          client.post(legacy("1", "ping", "{}"), Map.of(HttpFixture.SESSION, "0".repeat(32)));
      assertThat(unknown.status()).isEqualTo(404);
      Answer notification = client.post(notification("notifications/initialized", "{}"), Map.of());
      assertThat(notification.status()).isEqualTo(400);
    }
  }

  @Test
  void an_unknown_version_within_a_session_is_400_and_names_those_of_its_era() throws Exception {
    Map<String, String> headers = new HashMap<>(server.session());
    headers.put("MCP-Protocol-Version", "1999-01-01");
    try (var client = server.client()) {
      Answer answer = client.post(legacy("1", "tools/list", "{}"), headers);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("2024-11-05, 2025-06-18, 2025-11-25");
      Answer notified = client.post(notification("notifications/initialized", "{}"), headers);
      assertThat(notified.status()).isEqualTo(400);
    }
  }

  @Test
  void a_version_that_is_there_twice_is_400_even_if_it_says_the_same() throws Exception {
    Map<String, String> headers = new HashMap<>(server.session());
    headers.put("mcp-protocol-version", "2025-11-25");
    try (var client = server.client()) {
      for (String message :
          new String[] {
            legacy("1", "tools/list", "{}"),
            notification("notifications/initialized", "{}"),
            initialize("2025-11-25")
          }) {
        Answer answer = client.post(message, headers);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("MCP-Protocol-Version is there more than once\n");
      }
      client.send("DELETE", "", headers);
      assertThat(client.read().status()).isEqualTo(400);
    }
  }

  @Test
  void an_unknown_method_and_an_unknown_tool_are_answers_with_status_200() throws Exception {
    Map<String, String> session = server.session();
    try (var client = server.client()) {
      Answer method = client.post(legacy("1", "no/such", "{}"), session);
      assertThat(method.status()).isEqualTo(200);
      assertThat(code(method.json())).isEqualTo(-32601);
      Answer tool = client.post(legacy("2", "tools/call", call("no_such")), session);
      assertThat(tool.status()).isEqualTo(200);
      assertThat(code(tool.json())).isEqualTo(-32602);
    }
  }

  @Test
  void delete_ends_the_session_and_cancels_its_calls() throws Exception {
    Map<String, String> session = server.session();
    try (var caller = server.client();
        var client = server.client()) {
      caller.send("POST", legacy("1", "tools/call", call("hold")), session);
      server.workbench.awaitStart();
      client.send("DELETE", "", session);
      assertThat(client.read().status()).isEqualTo(204);
      server.workbench.awaitInterrupt();
      assertThat(caller.read().status()).isEqualTo(200);
      assertThat(caller.nextEvent()).isNull();
      client.send("DELETE", "", session);
      assertThat(client.read().status()).isEqualTo(404);
      assertThat(client.post(legacy("2", "ping", "{}"), session).status()).isEqualTo(404);
      client.send("DELETE", "", Map.of());
      assertThat(client.read().status()).isEqualTo(400);
    }
  }

  @Test
  void a_version_header_may_be_absent_or_any_that_is_offered() throws Exception {
    Map<String, String> session = new HashMap<>(server.session());
    try (var client = server.client()) {
      session.put("MCP-Protocol-Version", "");
      assertThat(client.post(legacy("1", "ping", "{}"), session).status()).isEqualTo(200);
      session.put("MCP-Protocol-Version", "2025-06-18");
      assertThat(client.post(legacy("2", "ping", "{}"), session).status()).isEqualTo(200);
      session.put("MCP-Protocol-Version", "2025-03-26");
      Answer refused = client.post(legacy("3", "ping", "{}"), session);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).contains("2024-11-05, 2025-06-18, 2025-11-25");
    }
  }

  @Test
  void a_disconnect_is_no_cancellation_but_a_cancellation_by_another_post_is() throws Exception {
    Map<String, String> session = server.session();
    var caller = server.client();
    caller.send("POST", legacy("1", "tools/call", call("persist")), session);
    server.workbench.awaitStart();
    caller.close();
    server.workbench.release();
    server.workbench.awaitEnd();
    assertThat(server.workbench.wasInterrupted()).isFalse();

    try (var second = server.client();
        var client = server.client()) {
      second.send("POST", legacy("2", "tools/call", call("hold")), session);
      server.workbench.awaitStart();
      assertThat(client.post(cancel("2"), session).status()).isEqualTo(202);
      server.workbench.awaitInterrupt();
      assertThat(second.read().header("Content-Type")).isEqualTo("text/event-stream");
      assertThat(second.nextEvent()).isNull();
    }
  }

  @Test
  void a_cancellation_reaches_only_the_calls_of_its_own_session() throws Exception {
    Map<String, String> session = server.session();
    try (var caller = server.client();
        var client = server.client()) {
      caller.send("POST", legacy("1", "tools/call", call("hold")), session);
      server.workbench.awaitStart();
      client.post(cancel("1"), server.session());
      client.post(legacy("2", "ping", "{}"), session);
      assertThat(server.workbench.wasInterrupted()).isFalse();
      server.workbench.release();
      assertThat(text(caller.read().json())).isEqualTo("released");
    }
  }

  @Test
  void progress_comes_on_the_stream_of_its_call_and_the_answer_ends_it() throws Exception {
    Map<String, String> session = server.session();
    try (var client = server.client()) {
      Answer head =
          client.post(
              legacy("1", "tools/call", "{\"name\":\"count\",\"_meta\":{\"progressToken\":7}}"),
              session);
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Type")).isEqualTo("text/event-stream");
      assertThat(head.header("Cache-Control")).isEqualTo("no-store");
      assertThat(head.header("X-Accel-Buffering")).isEqualTo("no");
      for (String progress : new String[] {"1", "2.5", "4"}) {
        assertThat(Objects.requireNonNull(client.nextEvent()).at("/params/progress"))
            .isEqualTo(json(progress));
      }
      assertThat(text(Objects.requireNonNull(client.nextEvent()))).isEqualTo("counted");
      assertThat(client.nextEvent()).isNull();
      assertThat(client.post(legacy("2", "ping", "{}"), session).status()).isEqualTo(200);
    }
  }

  @Test
  void a_session_that_was_idle_too_long_has_ended() throws Exception {
    Map<String, String> session = server.session();
    try (var client = server.client()) {
      server.workbench.clock.advance(Duration.ofMinutes(29));
      assertThat(client.post(legacy("1", "ping", "{}"), session).status()).isEqualTo(200);
      server.workbench.clock.advance(Duration.ofMinutes(29));
      assertThat(client.post(legacy("2", "ping", "{}"), session).status()).isEqualTo(200);
      server.workbench.clock.advance(Duration.ofMinutes(31));
      assertThat(client.post(legacy("3", "ping", "{}"), session).status()).isEqualTo(404);
    }
  }

  @Test
  void the_answer_of_a_client_to_a_question_that_nobody_asked_is_taken() throws Exception {
    Map<String, String> session = server.session();
    try (var client = server.client()) {
      Answer answer = client.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}", session);
      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.body()).isEmpty();
    }
  }
}
