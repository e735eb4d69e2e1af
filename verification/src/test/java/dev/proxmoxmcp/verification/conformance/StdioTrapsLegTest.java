package dev.proxmoxmcp.verification.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What trips servers on standard input: one process takes it all, and goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StdioTrapsLegTest {
  private StdioChild child;

  @BeforeAll
  void start() throws Exception {
    child = StdioChild.legacy("{}");
  }

  @AfterAll
  void end() throws Exception {
    child.close();
  }

  @Test
  void a_ping_is_answered_before_the_handshake() throws Exception {
    try (StdioChild fresh = StdioChild.start()) {
      assertThat(fresh.ask("ping", "{}").result()).isEmpty();
      assertThat(fresh.ask("tools/list", "{}").code()).isEqualTo(-32600);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "{", "{\"jsonrpc\":\"2.0\",\"id\":1", "{\"a\":1}}", "\u0000"})
  void a_malformed_line_is_an_error_and_the_session_goes_on(String line) throws Exception {
    child.send(line);
    assertThat(child.next().at("/error/code").asInt()).isEqualTo(-32700);
    assertAlive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\t", "\r"})
  void a_blank_line_is_no_message(String line) throws Exception {
    child.send(line);
    assertAlive();
  }

  @Test
  void a_line_beyond_the_limit_is_refused_once_and_the_session_goes_on() throws Exception {
    byte[] line = ("\"" + "x".repeat(5 << 20) + "\"\n").getBytes(UTF_8);
    child.send(line);
    assertThat(child.next().at("/error/code").asInt()).isEqualTo(-32600);
    assertAlive();
  }

  @Test
  void a_text_that_is_nested_without_end_is_refused() throws Exception {
    child.send("[".repeat(100_000));
    assertThat(child.next().at("/error/code").asInt()).isIn(-32700, -32600);
    assertAlive();
  }

  @Test
  void bytes_that_are_no_utf_8_are_refused() throws Exception {
    child.send(new byte[] {'"', (byte) 0xC3, (byte) 0x28, '"', '\n'});
    assertThat(child.next().at("/error/code").asInt()).isEqualTo(-32700);
    assertAlive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-7",
        "12345678901234567890123456789012345678901234567890",
        "\"\"",
        "\"a b\"",
        "\"\\u0000\"",
        "\"1\"",
      })
  void an_id_is_echoed_as_it_came(String id) throws Exception {
    child.send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}");
    JsonNode answer = child.next();
    assertThat(answer.path("id").toString()).isEqualTo(FixtureJson.read(id).toString());
    assertThat(answer.has("result")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1.5", "true", "[]", "{}"})
  void what_is_no_id_is_an_error(String id) throws Exception {
    child.send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}");
    assertThat(child.next().at("/error/code").asInt()).isEqualTo(-32600);
    assertAlive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":1,\"method\":\"ping\"}                          | -32600",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}      | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}             | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\"}   | -32601",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]    | -32600",
      })
  void a_request_that_is_none_is_refused_with_its_code(String line, int code) throws Exception {
    child.send(line);
    assertThat(child.next().at("/error/code").asInt()).isEqualTo(code);
    assertAlive();
  }

  @Test
  void answers_and_notifications_that_nobody_waits_for_are_not_answered() throws Exception {
    child.send("{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{}}");
    child.send("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"error\":{\"code\":-1,\"message\":\"\"}}");
    child.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/no-such\"}");
    child.send(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}");
    assertAlive();
  }

  @Test
  void a_cancelled_call_of_the_legacy_era_gets_no_answer_at_all() throws Exception {
    int id =
        child.request("tools/call", "{\"name\":\"test_hold\",\"_meta\":{\"progressToken\":\"t\"}}");
    assertThat(child.next().path("method").asString("")).isEqualTo("notifications/progress");
    child.send(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
            + id
            + "}}");
    // The id is free again once the call is gone.
    assertAlive();
    assertThat(child.next(300)).isEqualTo(Optional.empty());
  }

  @Test
  void the_calls_in_flight_are_finished_at_the_end_of_the_input() throws Exception {
    try (StdioChild leaving = StdioChild.legacy("{}")) {
      int id = leaving.request("tools/call", "{\"name\":\"test_tool_with_progress\"}");
      List<JsonNode> rest = leaving.end();
      assertThat(rest).hasSize(1);
      assertThat(rest.getFirst().path("id").asInt()).isEqualTo(id);
      assertThat(rest.getFirst().has("result")).isTrue();
    }
  }

  @Test
  void what_a_tool_prints_does_not_reach_the_client() throws Exception {
    assertThat(child.ask("tools/call", "{\"name\":\"test_prints\"}").before()).isEmpty();
    assertThat(child.complaints()).contains("printed by a tool");
    assertAlive();
  }

  private void assertAlive() throws IOException, InterruptedException {
    assertThat(child.ask("ping", "{}").result()).isEmpty();
  }
}
