package dev.proxmoxmcp.mcp.transport.stdio;

import static dev.proxmoxmcp.mcp.fixture.Talk.call;
import static dev.proxmoxmcp.mcp.fixture.Talk.code;
import static dev.proxmoxmcp.mcp.fixture.Talk.initialize;
import static dev.proxmoxmcp.mcp.fixture.Talk.json;
import static dev.proxmoxmcp.mcp.fixture.Talk.legacy;
import static dev.proxmoxmcp.mcp.fixture.Talk.modern;
import static dev.proxmoxmcp.mcp.fixture.Talk.notification;
import static dev.proxmoxmcp.mcp.fixture.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.fixture.Golden;
import dev.proxmoxmcp.mcp.fixture.StdioClient;
import dev.proxmoxmcp.mcp.fixture.Workbench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Both eras on one stream: what each is answered, word for word. */
class StdioErasTest {
  private final Workbench workbench = new Workbench();

  @ParameterizedTest
  @ValueSource(strings = {"2024-11-05", "2025-06-18", "2025-11-25"})
  void a_legacy_client_gets_the_words_of_its_revision(String version) throws Exception {
    try (var client = new StdioClient(workbench.server())) {
      Golden.check(version + "-initialize", client.ask(initialize(version)));
      client.send(notification("notifications/initialized", "{}"));
      Golden.check(version + "-tools-list", client.ask(legacy("1", "tools/list", "{}")));
      Golden.check(version + "-call", client.ask(legacy("2", "tools/call", call("shape"))));
      Golden.check(version + "-refusal", client.ask(legacy("3", "tools/call", call("refuse"))));
    }
  }

  @Test
  void a_modern_client_gets_type_identity_and_cache_hints_with_its_results() throws Exception {
    try (var client = new StdioClient(workbench.server())) {
      Golden.check("2026-07-28-discover", client.ask(modern("1", "server/discover", "{}")));
      Golden.check("2026-07-28-tools-list", client.ask(modern("2", "tools/list", "{}")));
      Golden.check("2026-07-28-call", client.ask(modern("3", "tools/call", call("shape"))));
      Golden.check("2026-07-28-refusal", client.ask(modern("4", "tools/call", call("refuse"))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-03-26", "2026-07-28", "2099-01-01", "nonsense"})
  void a_version_that_needs_no_handshake_or_is_not_offered_becomes_the_newest_legacy(String version)
      throws Exception {
    try (var client = new StdioClient(workbench.server())) {
      JsonNode answer = client.ask(initialize(version));
      assertThat(answer.at("/result/protocolVersion").stringValue("")).isEqualTo("2025-11-25");
    }
  }

  @Test
  void a_client_that_discovers_first_may_go_on_in_the_legacy_era_on_the_same_stream()
      throws Exception {
    try (var client = new StdioClient(workbench.server())) {
      assertThat(client.ask(modern("\"probe\"", "server/discover", "{}")).get("id"))
          .isEqualTo(json("\"probe\""));
      assertThat(client.ask(initialize("2025-11-25")).has("result")).isTrue();
      assertThat(text(client.ask(legacy("7", "tools/call", call("whoami")))))
          .startsWith("local old-client 1 ");
      assertThat(text(client.ask(modern("8", "tools/call", call("whoami")))))
          .startsWith("local modern-client 2 ");
    }
  }

  @Test
  void a_ping_is_answered_before_the_handshake_and_the_rest_is_told_to_shake_hands()
      throws Exception {
    try (var client = new StdioClient(workbench.server())) {
      assertThat(client.ask(legacy("1", "ping", "{}")))
          .isEqualTo(json("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"));
      JsonNode refused = client.ask(legacy("2", "tools/list", "{}"));
      assertThat(code(refused)).isEqualTo(-32600);
      assertThat(refused.at("/error/message").stringValue("")).contains("initialize");
    }
  }

  @Test
  void a_second_handshake_on_the_same_stream_counts_from_then_on() throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2024-11-05")) {
      assertThat(client.ask(legacy("1", "tools/list", "{}")).at("/result/tools/0").has("title"))
          .isFalse();
      client.ask(initialize("2025-11-25"));
      assertThat(client.ask(legacy("2", "tools/list", "{}")).at("/result/tools/0").has("title"))
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"initialize", "ping", "logging/setLevel", "resources/subscribe", "no/such"})
  void methods_that_the_modern_era_lacks_are_unknown_to_it(String method) throws Exception {
    try (var client = new StdioClient(workbench.server())) {
      assertThat(code(client.ask(modern("1", method, "{}")))).isEqualTo(-32601);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server/discover",
        "subscriptions/listen",
        "resources/list",
        "prompts/get",
        "completion/complete"
      })
  void methods_that_the_legacy_era_lacks_are_unknown_to_it(String method) throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      assertThat(code(client.ask(legacy("1", method, "{}")))).isEqualTo(-32601);
    }
  }

  @Test
  void a_modern_version_that_is_not_spoken_is_refused_with_those_that_are() throws Exception {
    try (var client = new StdioClient(workbench.server())) {
      String asked = modern("1", "tools/list", "{}").replace("2026-07-28", "1900-01-01");
      assertThat(client.ask(asked).get("error"))
          .isEqualTo(
              json(
                  """
                  {"code":-32022,"message":"unsupported protocol version",
                   "data":{"supported":["2026-07-28"],"requested":"1900-01-01"}}
                  """));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clientCapabilities | {}        | absent",
        "clientCapabilities | {}        | []",
        "clientInfo         | {}        | \"me\"",
        "protocolVersion    | \"x\"     | 20260728",
      })
  void metadata_that_is_missing_or_misshapen_is_an_error_of_the_parameters(
      String key, String ignored, String value) throws Exception {
    try (var client = new StdioClient(workbench.server())) {
      var message = (tools.jackson.databind.node.ObjectNode) json(modern("1", "tools/list", "{}"));
      var meta = message.withObject("/params/_meta");
      if (value.equals("absent")) {
        meta.remove("io.modelcontextprotocol/" + key);
      } else {
        meta.set("io.modelcontextprotocol/" + key, json(value));
      }
      assertThat(code(client.ask(message.toString()))).isEqualTo(-32602);
    }
  }

  @Test
  void a_handshake_without_a_version_is_an_error_of_the_parameters() throws Exception {
    try (var client = new StdioClient(workbench.server())) {
      assertThat(code(client.ask(legacy("1", "initialize", "{}")))).isEqualTo(-32602);
      assertThat(code(client.ask(legacy("2", "initialize", "{\"protocolVersion\":20251125}"))))
          .isEqualTo(-32602);
    }
  }

  @Test
  void structured_content_that_is_no_object_goes_to_modern_clients_only() throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      assertThat(
              client
                  .ask(legacy("1", "tools/call", call("list")))
                  .get("result")
                  .has("structuredContent"))
          .isFalse();
      assertThat(
              client.ask(modern("2", "tools/call", call("list"))).at("/result/structuredContent"))
          .isEqualTo(json("[1]"));
    }
  }

  @Test
  void a_cursor_is_unknown_because_there_is_one_page() throws Exception {
    try (var client = StdioClient.initialized(workbench.server(), "2025-11-25")) {
      assertThat(code(client.ask(legacy("1", "tools/list", "{\"cursor\":\"2\"}"))))
          .isEqualTo(-32602);
      assertThat(client.ask(legacy("2", "tools/list", "{\"cursor\":null}")).has("result")).isTrue();
    }
  }
}
