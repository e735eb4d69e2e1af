package dev.proxmoxmcp.mcp.transport.stdio;

import static dev.proxmoxmcp.mcp.fixture.Talk.call;
import static dev.proxmoxmcp.mcp.fixture.Talk.code;
import static dev.proxmoxmcp.mcp.fixture.Talk.json;
import static dev.proxmoxmcp.mcp.fixture.Talk.legacy;
import static dev.proxmoxmcp.mcp.fixture.Talk.modern;
import static dev.proxmoxmcp.mcp.fixture.Talk.notification;
import static dev.proxmoxmcp.mcp.fixture.Talk.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.fixture.StdioClient;
import dev.proxmoxmcp.mcp.fixture.Workbench;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Lines that no client should send; after each of them the session goes on. */
class StdioBadInputTest {
  private final Workbench workbench = new Workbench();

  @ParameterizedTest
  @ValueSource(strings = {"hello", "{", "{\"jsonrpc\":\"2.0\",\"id\":1", "\u0000"})
  void a_malformed_line_is_a_parse_error_without_an_id(String line) throws Exception {
    try (var client = new StdioClient(workbench.server())) {
      JsonNode answer = client.ask(line);
      assertThat(code(answer)).isEqualTo(-32700);
      assertThat(answer.has("id")).isFalse();
      assertAlive(client);
    }
  }

  @Test
  void a_batch_is_refused_whole() throws Exception {
    try (var client = new StdioClient(workbench.server())) {
      JsonNode answer = client.ask("[" + legacy("1", "ping", "{}") + "]");
      assertThat(code(answer)).isEqualTo(-32600);
      assertThat(answer.at("/error/message").stringValue("")).contains("batches");
      assertAlive(client);
    }
  }

  @Test
  void bytes_that_are_no_utf_8_are_a_parse_error() throws Exception {
    try (var client = new StdioClient(workbench.server())) {
      client.send(new byte[] {'"', (byte) 0xFF, (byte) 0xFE, '"', '\n'});
      assertThat(code(client.next())).isEqualTo(-32700);
      assertAlive(client);
    }
  }

  @Test
  void blank_lines_and_carriage_returns_are_no_messages() throws Exception {
    try (var client = new StdioClient(workbench.server())) {
      client.send("\n  \t \n\r\n" + legacy("1", "ping", "{}") + "\r");
      assertThat(client.next().get("id")).isEqualTo(json("1"));
      assertThat(client.end()).isEmpty();
    }
  }

  @Test
  void a_line_beyond_the_limit_is_skipped_and_one_at_the_limit_is_read() throws Exception {
    Limits limits = new Limits(8, 1000, Duration.ofSeconds(20));
    try (var client = new StdioClient(workbench.server(limits))) {
      String ping = legacy("1", "ping", "{}");
      assertThat(client.ask(ping + " ".repeat(1000 - ping.length())).get("id"))
          .isEqualTo(json("1"));
      JsonNode refused = client.ask(ping + " ".repeat(1001 - ping.length()));
      assertThat(code(refused)).isEqualTo(-32600);
      assertThat(refused.at("/error/message").stringValue("")).contains("1000 bytes");
      assertAlive(client);
    }
  }

  @Test
  void a_line_of_many_megabytes_is_answered_once() throws Exception {
    try (var client = new StdioClient(workbench.server())) {
      byte[] megabyte = "x".repeat(1 << 20).getBytes(UTF_8);
      for (int part = 0; part < 16; part++) {
        client.send(megabyte);
      }
      client.send("");
      assertThat(code(client.next())).isEqualTo(-32600);
      assertAlive(client);
    }
  }

  @Test
  void notifications_and_answers_are_never_answered_and_never_run_a_tool() throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      client.send(notification("tools/call", call("hold")));
      client.send(notification("no/such", "{}"));
      client.send(notification("initialize", "{}"));
      client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":[1]}");
      client.send("{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{}}");
      client.send("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600}}");
      client.send("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32700}}");
      assertAlive(client);
      assertThat(client.end()).isEmpty();
    }
  }

  @Test
  void half_a_surrogate_pair_does_not_break_the_line_it_is_repeated_in() throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      String params = "{\"name\":\"echo\",\"arguments\":{\"text\":\"\\ud83d\"}}";
      assertThat(
              text(
                  client.ask(
                      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                          + params
                          + "}")))
          .isEqualTo("{\"text\":\"?\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void a_stream_of_damaged_lines_leaves_the_session_alive(long seed) throws Exception {
    Random random = new Random(seed);
    try (var client = new StdioClient(workbench.server())) {
      for (int round = 0; round < 300; round++) {
        byte[] line = (modern("1", "server/discover", "{}") + "\n").getBytes(UTF_8);
        line[random.nextInt(line.length - 1)] = (byte) (random.nextInt(127) + 128);
        client.send(line);
        assertThat(client.next().has("jsonrpc")).as("seed %d round %d", seed, round).isTrue();
      }
      assertAlive(client);
    }
  }

  private static void assertAlive(StdioClient client) throws Exception {
    assertThat(client.ask(legacy("\"alive\"", "ping", "{}")).get("id"))
        .isEqualTo(json("\"alive\""));
  }
}
