package dev.proxmoxmcp.mcp.transport.stdio;

import static dev.proxmoxmcp.mcp.fixture.Talk.call;
import static dev.proxmoxmcp.mcp.fixture.Talk.cancel;
import static dev.proxmoxmcp.mcp.fixture.Talk.code;
import static dev.proxmoxmcp.mcp.fixture.Talk.json;
import static dev.proxmoxmcp.mcp.fixture.Talk.legacy;
import static dev.proxmoxmcp.mcp.fixture.Talk.modern;
import static dev.proxmoxmcp.mcp.fixture.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.api.ServerIdentity;
import dev.proxmoxmcp.mcp.api.ToolList;
import dev.proxmoxmcp.mcp.fixture.StdioClient;
import dev.proxmoxmcp.mcp.fixture.Workbench;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Calls of tools: their way, their progress, their end. */
class StdioCallsTest {
  private final Workbench workbench = new Workbench();

  @Test
  void a_ping_is_answered_while_a_call_runs() throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      client.send(legacy("1", "tools/call", call("hold")));
      workbench.awaitStart();
      assertThat(client.ask(legacy("2", "ping", "{}")).get("id")).isEqualTo(json("2"));
      workbench.release();
      assertThat(text(client.next())).isEqualTo("released");
    }
  }

  @Test
  void a_call_without_arguments_gets_an_empty_object() throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      assertThat(text(client.ask(legacy("1", "tools/call", "{\"name\":\"echo\"}"))))
          .isEqualTo("{}");
      assertThat(
              text(client.ask(legacy("2", "tools/call", "{\"name\":\"echo\",\"arguments\":null}"))))
          .isEqualTo("{}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"no_such_tool\",\"arguments\":{}}",
        "{\"name\":7,\"arguments\":{}}",
        "{\"arguments\":{}}",
        "{\"name\":\"echo\",\"arguments\":[1]}",
        "{\"name\":\"echo\",\"arguments\":\"text\"}",
        "{\"name\":\"echo\",\"_meta\":{\"progressToken\":1.5}}",
        "{\"name\":\"echo\",\"_meta\":{\"progressToken\":{}}}",
      })
  void a_broken_call_is_an_error_of_the_parameters_in_both_eras(String params) throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      assertThat(code(client.ask(legacy("1", "tools/call", params)))).isEqualTo(-32602);
      assertThat(code(client.ask(modern("2", "tools/call", params)))).isEqualTo(-32602);
    }
  }

  @Test
  void the_name_of_an_unknown_tool_is_repeated_harmlessly() throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      String name = "x\\u001b[31m\\u202e" + "y".repeat(500);
      JsonNode answer = client.ask(legacy("1", "tools/call", call(name)));
      assertThat(answer.at("/error/message").stringValue(""))
          .startsWith("unknown tool: x")
          .contains("yyy")
          .doesNotContain("\u001b", "\u202e")
          .hasSizeLessThan(120);
    }
  }

  @Test
  void an_interrupt_that_nobody_sent_is_a_defect_and_not_blamed_on_a_stop() throws Exception {
    McpServer server =
        new McpServer(
            new ServerIdentity("a", "b", "c"),
            "",
            ToolList.of(
                Workbench.tool(
                    "give_up",
                    "Throws an interrupt that nobody sent",
                    _ -> {
                      throw new InterruptedException("hunter2 is the password");
                    })),
            workbench.clock);
    try (var client = StdioClient.initialized(server, "2025-11-25")) {
      JsonNode answer = client.ask(legacy("1", "tools/call", call("give_up")));
      assertThat(text(answer)).startsWith("internal error (request ");
      assertThat(answer.at("/result/isError").booleanValue(false)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"defect", "overflow"})
  void whatever_a_handler_throws_becomes_an_answer_without_its_text(String tool) throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      JsonNode answer = client.ask(legacy("1", "tools/call", call(tool)));
      assertThat(answer.at("/result/isError").booleanValue(false)).isTrue();
      assertThat(text(answer)).matches("internal error \\(request r[0-9]+\\)");
      assertThat(answer.toString()).doesNotContain("hunter2", "Exception", "StackOverflow");
      assertThat(client.ask(legacy("2", "ping", "{}")).has("result")).isTrue();
    }
  }

  @Test
  void progress_grows_is_counted_in_what_the_client_named_and_stops_before_the_answer()
      throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      client.send(
          legacy("1", "tools/call", "{\"name\":\"count\",\"_meta\":{\"progressToken\":\"p\"}}"));
      assertThat(client.next())
          .isEqualTo(
              json(
                  """
                  {"jsonrpc":"2.0","method":"notifications/progress","params":
                   {"progressToken":"p","progress":1,"total":4,"message":"one"}}
                  """));
      assertThat(client.next().get("params"))
          .isEqualTo(
              json("{\"progressToken\":\"p\",\"progress\":2.5,\"message\":\"two and a half\"}"));
      assertThat(client.next().get("params"))
          .isEqualTo(json("{\"progressToken\":\"p\",\"progress\":4,\"message\":\"four\"}"));
      assertThat(text(client.next())).isEqualTo("counted");
      assertThat(client.end()).isEmpty();
    }
  }

  @Test
  void progress_in_the_first_revision_has_no_message() throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2024-11-05")) {
      client.send(
          legacy("1", "tools/call", "{\"name\":\"count\",\"_meta\":{\"progressToken\":9}}"));
      assertThat(client.next().get("params"))
          .isEqualTo(json("{\"progressToken\":9,\"progress\":1,\"total\":4}"));
    }
  }

  @Test
  void nobody_who_did_not_ask_is_told_progress() throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      assertThat(text(client.ask(legacy("1", "tools/call", call("count"))))).isEqualTo("counted");
      assertThat(client.end()).isEmpty();
    }
  }

  @Test
  void a_cancelled_call_is_interrupted_and_never_answered() throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      client.send(legacy("\"c\"", "tools/call", call("hold")));
      workbench.awaitStart();
      client.send(cancel("\"c\""));
      workbench.awaitInterrupt();
      assertThat(client.ask(legacy("2", "ping", "{}")).get("id")).isEqualTo(json("2"));
      assertThat(client.end()).isEmpty();
    }
  }

  @Test
  void a_cancelled_modern_call_on_a_stream_is_not_answered_either() throws Exception {
    try (var client = new StdioClient(workbench.server())) {
      client.send(modern("5", "tools/call", call("hold")));
      workbench.awaitStart();
      client.send(cancel("5"));
      workbench.awaitInterrupt();
      assertThat(client.end()).isEmpty();
    }
  }

  @Test
  void a_handler_that_goes_on_after_a_cancellation_is_left_alone_and_knows_of_it()
      throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      client.send(legacy("1", "tools/call", call("persist")));
      workbench.awaitStart();
      client.send(cancel("1"));
      workbench.awaitInterrupt();
      workbench.release();
      workbench.awaitEnd();
      assertThat(client.end()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"requestId\":\"1\"}",
        "{\"requestId\":99}",
        "{\"requestId\":null}",
        "{\"requestId\":[1]}",
        "{}"
      })
  void a_cancellation_of_nothing_is_ignored(String params) throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      client.send(legacy("1", "tools/call", call("hold")));
      workbench.awaitStart();
      client.send(dev.proxmoxmcp.mcp.fixture.Talk.notification("notifications/cancelled", params));
      client.ask(legacy("2", "ping", "{}"));
      assertThat(workbench.wasInterrupted()).isFalse();
      workbench.release();
      assertThat(text(client.next())).isEqualTo("released");
    }
  }

  @Test
  void an_id_that_is_in_flight_is_refused_and_may_be_used_again_after_its_answer()
      throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      client.send(legacy("1", "tools/call", call("hold")));
      workbench.awaitStart();
      assertThat(code(client.ask(legacy("1", "tools/call", call("echo"))))).isEqualTo(-32600);
      assertThat(code(client.ask(modern("1", "tools/list", "{}")))).isEqualTo(-32600);
      assertThat(text(client.ask(legacy("\"1\"", "tools/call", call("echo"))))).isEqualTo("{}");
      workbench.release();
      assertThat(text(client.next())).isEqualTo("released");
      assertThat(text(client.ask(legacy("1", "tools/call", call("echo"))))).isEqualTo("{}");
    }
  }

  @Test
  void one_call_too_many_is_told_that_the_server_is_busy() throws Exception {
    Limits two = new Limits(2, 1024, Duration.ofSeconds(20));
    try (var client = StdioClient.initialized(workbench.server(two), "2025-11-25")) {
      client.send(legacy("1", "tools/call", call("hold")));
      client.send(legacy("2", "tools/call", call("hold")));
      JsonNode refused = client.ask(legacy("3", "tools/call", call("echo")));
      assertThat(refused.at("/result/isError").booleanValue(false)).isTrue();
      assertThat(text(refused)).contains("busy with 2 calls");
      workbench.release();
      workbench.release();
      client.next();
      client.next();
      assertThat(text(client.ask(legacy("4", "tools/call", call("echo"))))).isEqualTo("{}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "\"\"", "\"ü 😀\"", "123456789012345678901234567890", "\"a\\nb\""})
  void an_id_comes_back_as_it_was_sent(String id) throws Exception {
    try (var client = new StdioClient(workbench.server())) {
      assertThat(client.ask(legacy(id, "ping", "{}")).get("id")).isEqualTo(json(id));
    }
  }
}
