package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How a server that is at work is watched from outside. */
class TelemetryServedTest {
  private static final String LIST =
      """
      {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"guest_list","arguments":{}}}\
      """;

  @TempDir private Path folder;

  private final HandTurned sending = new HandTurned("traces");

  @Test
  void figures_count_calls_and_requests_and_name_no_guest() throws Exception {
    try (SimulatedCluster cluster = Patient.usual().start();
        HttpServing server = serving(cluster, "PROXMOX_MCP_TELEMETRY_METRICS", "true")) {
      assertThat(server.post(LIST)).contains("web1");

      String answer = server.get("/metrics");

      assertThat(answer).startsWith("HTTP/1.1 200").contains("text/plain; version=0.0.4");
      assertThat(answer)
          .containsPattern(
              "proxmox_mcp_tool_calls_total\\{cluster=\"[^\"]+\",tool=\"guest_list\","
                  + "outcome=\"done\"} 1\n")
          .containsPattern(
              "proxmox_mcp_requests_total\\{cluster=\"[^\"]+\",tier=\"read\",method=\"GET\","
                  + "status=\"200\"} [1-9]")
          .contains("proxmox_mcp_plans_waiting 0.0\n", "proxmox_mcp_frozen 0.0\n")
          .contains("proxmox_mcp_info{version=\"" + Version.current() + "\"} 1\n")
          .doesNotContain("web1", "/nodes");
    }
  }

  @Test
  void unless_the_settings_say_so_there_are_none() throws Exception {
    try (SimulatedCluster cluster = Patient.usual().start();
        HttpServing server = serving(cluster, "PROXMOX_MCP_TELEMETRY_METRICS", "false")) {
      assertThat(server.get("/metrics")).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void a_collector_gets_a_trace_of_the_call_and_of_what_was_asked_of_Proxmox() throws Exception {
    try (ServerSocket collector = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        SimulatedCluster cluster = Patient.usual().start();
        HttpServing server =
            serving(
                cluster,
                "PROXMOX_MCP_TELEMETRY_TRACES",
                "http://127.0.0.1:" + collector.getLocalPort() + "/v1/traces")) {
      FutureTask<JsonNode> got = new FutureTask<>(one(collector));
      Thread.startVirtualThread(got);
      assertThat(server.post(LIST)).contains("web1");
      sending.one();

      List<JsonNode> spans =
          got.get(30, TimeUnit.SECONDS)
              .at("/resourceSpans/0/scopeSpans/0/spans")
              .valueStream()
              .toList();
      JsonNode call =
          spans.stream()
              .filter(span -> span.path("name").asString().equals("tools/call guest_list"))
              .findFirst()
              .orElseThrow();
      assertThat(spans)
          .filteredOn(span -> span.path("parentSpanId").equals(call.path("spanId")))
          .isNotEmpty()
          .allSatisfy(span -> assertThat(span.path("name").asString()).isEqualTo("GET"))
          .anySatisfy(span -> assertThat(span.toString()).contains("/cluster/resources"));
    }
  }

  private static Callable<JsonNode> one(ServerSocket collector) {
    return () -> {
      try (Socket connection = collector.accept()) {
        InputStream in = connection.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
          head.append((char) in.read());
        }
        assertThat(head.toString()).startsWith("POST /v1/traces HTTP/1.1\r\n");
        String length = head.toString().replaceAll("(?s).*Content-Length: ([0-9]+).*", "$1");
        byte[] body = in.readNBytes(Integer.parseInt(length));
        connection
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return JsonText.lenient().read(new String(body, StandardCharsets.UTF_8));
      }
    };
  }

  private HttpServing serving(SimulatedCluster cluster, String key, String value)
      throws IOException {
    Map<String, String> environment = new HashMap<>(Settings.of(cluster));
    environment.put("PROXMOX_MCP_STATE", folder.resolve("state").toString());
    environment.put(key, value);
    return new HttpServing(err -> HttpServing.program(environment, err, sending));
  }
}
