package dev.proxmoxmcp.mcp.transport.stdio;

import static dev.proxmoxmcp.mcp.fixture.Talk.call;
import static dev.proxmoxmcp.mcp.fixture.Talk.legacy;
import static dev.proxmoxmcp.mcp.fixture.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.fixture.StdioClient;
import dev.proxmoxmcp.mcp.fixture.Talk;
import dev.proxmoxmcp.mcp.fixture.Workbench;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How a stream ends. */
class StdioEndTest {
  private final Workbench workbench = new Workbench();

  @Test
  void the_calls_in_flight_are_answered_after_the_input_ended() throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      client.send(legacy("1", "tools/call", call("hold")));
      client.send(legacy("2", "tools/call", call("hold")));
      workbench.awaitStart();
      workbench.awaitStart();
      workbench.release();
      workbench.release();
      assertThat(client.end())
          .hasSize(2)
          .allSatisfy(answer -> assertThat(text(answer)).isEqualTo("released"));
    }
  }

  @Test
  void a_call_that_does_not_end_is_interrupted_when_the_time_is_over() throws Exception {
    Limits hasty = new Limits(8, 1024, Duration.ofMillis(50));
    try (var client = StdioClient.initialized(workbench.server(hasty), "2025-11-25")) {
      client.send(legacy("1", "tools/call", call("hold")));
      workbench.awaitStart();
      List<JsonNode> rest = client.end();
      assertThat(rest).hasSize(1);
      assertThat(text(rest.getFirst())).contains("stopped before the call was done");
      assertThat(rest.getFirst().at("/result/isError").booleanValue(false)).isTrue();
    }
  }

  @Test
  void closing_lets_the_calls_in_flight_finish_and_reads_no_more() throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      client.send(legacy("1", "tools/call", call("hold")));
      workbench.awaitStart();
      Thread closing = Thread.ofVirtual().start(client::closeServer);
      workbench.release();
      assertThat(text(client.next())).isEqualTo("released");
      assertThat(closing.join(Duration.ofSeconds(Workbench.PATIENCE_SECONDS))).isTrue();
      client.awaitEnd();
      client.send(legacy("2", "ping", "{}"));
      assertThat(client.end()).isEmpty();
    }
  }

  @Test
  void closing_interrupts_what_does_not_end_and_returns_when_it_is_answered() throws Exception {
    Limits hasty = new Limits(8, 1024, Duration.ofMillis(50));
    try (var client = StdioClient.initialized(workbench.server(hasty), "2025-11-25")) {
      client.send(legacy("1", "tools/call", call("hold")));
      workbench.awaitStart();
      client.closeServer();
      assertThat(text(client.next())).contains("stopped before the call was done");
      client.awaitEnd();
    }
  }

  @Test
  void closing_twice_or_before_the_start_does_no_harm() throws Exception {
    var transport =
        new StdioTransport(
            workbench.server(),
            new Caller("local"),
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream());
    transport.close();
    transport.run();
    transport.close();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void a_last_line_without_a_line_break_is_read() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new StdioTransport(
            workbench.server(),
            new Caller("local"),
            new ByteArrayInputStream(legacy("1", "ping", "{}").getBytes(StandardCharsets.UTF_8)),
            out)
        .run();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n");
  }

  @Test
  void an_empty_input_ends_without_a_word() throws Exception {
    try (var client = new StdioClient(workbench.server())) {
      assertThat(client.end()).isEmpty();
    }
  }

  @Test
  void a_client_that_stops_reading_ends_the_session_and_its_calls() throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      client.send(legacy("1", "tools/call", call("hold")));
      workbench.awaitStart();
      client.stopReading();
      client.send(legacy("2", "ping", "{}"));
      workbench.awaitInterrupt();
      client.awaitEnd();
    }
  }

  @Test
  void an_interrupt_ends_the_session_and_its_calls() throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      client.send(legacy("1", "tools/call", call("hold")));
      workbench.awaitStart();
      client.interruptServer();
      workbench.awaitInterrupt();
      client.awaitEnd();
    }
  }

  @Test
  void many_calls_at_once_are_answered_in_whole_lines() throws Exception {
    try (var client = StdioClient.initialized(workbench.server(Limits.DEFAULT), "2025-11-25")) {
      String long_ = "y".repeat(20_000);
      for (int id = 0; id < 200; id++) {
        client.send(
            legacy(
                String.valueOf(id),
                "tools/call",
                "{\"name\":\"echo\",\"arguments\":{\"text\":\"" + long_ + "\"}}"));
        assertThat(text(client.next())).isEqualTo("{\"text\":\"" + long_ + "\"}");
      }
      for (int id = 0; id < 100; id++) {
        client.send(
            legacy(
                String.valueOf(id),
                "tools/call",
                "{\"name\":\"count\",\"_meta\":{\"progressToken\":" + id + "}}"));
      }
      List<JsonNode> rest = client.end();
      assertThat(rest.stream().filter(line -> line.has("id"))).hasSize(100);
      assertThat(rest.stream().filter(line -> Talk.code(line) != 0)).isEmpty();
    }
  }
}
