package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.tools.ToolCatalog;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The whole program behind pipes and sockets, as clients reach it. */
class ServingTest {
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}\
      """;

  @Test
  void the_demo_lists_and_starts_guests_over_standard_input_and_output() throws Exception {
    try (Running demo = Running.of(Map.of(), "demo", "--stdio")) {
      assertThat(demo.ask(INITIALIZE).at("/result/serverInfo/name").asString())
          .isEqualTo("proxmox-mcp");
      demo.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
      assertThat(
              demo.ask("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}")
                  .at("/result/tools"))
          .hasSize(ToolCatalog.ALL.size());

      assertThat(
              demo.call(3, "guest_list", "{\"state\":\"stopped\"}")
                  .at("/result/content/0/text")
                  .asString())
          .contains("106\tVM\tstopped\tpve2\t\"win11\"");
      JsonNode started = demo.call(4, "guest_power", "{\"guests\":[203],\"action\":\"start\"}");
      assertThat(started.at("/result/isError").asBoolean(false)).isFalse();
      assertThat(started.at("/result/content/0/text").asString())
          .contains("now running.\nchange_undo change=");

      assertThat(demo.end()).isZero();
    }
  }

  @Test
  void a_stop_is_refused_by_the_demo_with_the_way_to_allow_it() throws Exception {
    try (Running demo = Running.of(Map.of(), "demo", "--stdio")) {
      demo.ask(INITIALIZE);

      JsonNode refused = demo.call(2, "guest_power", "{\"guests\":[101],\"action\":\"stop\"}");

      assertThat(refused.at("/result/isError").asBoolean()).isTrue();
      assertThat(refused.at("/result/content/0/text").asString())
          .contains("--allow read,change,destroy");
    }
  }

  @Test
  void with_proxmox_down_the_tools_are_listed_and_a_call_explains() throws Exception {
    try (Running serve = Running.of(Settings.complete(), "serve")) {
      serve.ask(INITIALIZE);
      assertThat(
              serve
                  .ask("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}")
                  .at("/result/tools"))
          .hasSize(ToolCatalog.ALL.size());

      for (int id = 3; id < 5; id++) {
        JsonNode failed = serve.call(id, "cluster_overview", "{}");
        assertThat(failed.at("/result/isError").asBoolean()).isTrue();
        assertThat(failed.at("/result/content/0/text").asString()).contains("pve.invalid");
      }
      assertThat(serve.end()).isZero();
      assertThat(serve.err()).doesNotContain(Settings.SECRET);
    }
  }

  @Test
  void malformed_lines_are_answered_and_the_program_lives_on() throws Exception {
    try (Running demo = Running.of(Map.of(), "demo", "--stdio")) {
      assertThat(demo.ask("this is no JSON").at("/error/code").asInt()).isEqualTo(-32700);
      demo.say("");
      assertThat(demo.ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}").has("result"))
          .isTrue();
    }
  }

  @Test
  void the_demo_serves_http_and_says_what_to_try() throws Exception {
    try (Running demo = Running.of(Map.of(), "demo", "--port", "0")) {
      String line = demo.line();
      assertThat(line).startsWith("A simulated Proxmox VE cluster is running");
      String address = demo.line().isEmpty() ? demo.line().strip() : "";

      String answer = post(URI.create(address), INITIALIZE);

      assertThat(answer).startsWith("HTTP/1.1 200").contains("\"proxmox-mcp\"");
    }
  }

  @Test
  void the_simulator_opens_its_control_port_and_says_where() throws Exception {
    String[] arguments = {
      "simulate", "--port", "0", "--scenario", "incident", "--nodes-listen", "--control", "0"
    };
    try (Running simulate = Running.of(Map.of(), arguments)) {
      String line = simulate.line();
      while (!line.startsWith("Break it")) {
        line = simulate.line();
      }
      URI control = URI.create(line.replaceAll(".*(http://[0-9.:]+)/.*", "$1"));

      assertThat(get(control, "/state")).startsWith("HTTP/1.1 200").contains("\"offline\"");
    }
  }

  private static String get(URI address, String path) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(path, address.getAuthority());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** One request over a plain socket, closed after the answer. */
  private static String post(URI address, String body) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String request =
          """
          POST %s HTTP/1.1\r
          Host: %s\r
          Content-Type: application/json\r
          Accept: application/json, text/event-stream\r
          Content-Length: %d\r
          Connection: close\r
          \r
          %s\
          """
              .formatted(address.getPath(), address.getAuthority(), body.length(), body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
