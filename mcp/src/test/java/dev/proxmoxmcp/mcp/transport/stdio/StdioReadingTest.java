package dev.proxmoxmcp.mcp.transport.stdio;

import static dev.proxmoxmcp.mcp.fixture.Talk.call;
import static dev.proxmoxmcp.mcp.fixture.Talk.code;
import static dev.proxmoxmcp.mcp.fixture.Talk.legacy;
import static dev.proxmoxmcp.mcp.fixture.Talk.modern;
import static dev.proxmoxmcp.mcp.fixture.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.fixture.Golden;
import dev.proxmoxmcp.mcp.fixture.Library;
import dev.proxmoxmcp.mcp.fixture.StdioClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Resources, prompts, completions and pages, in every revision. */
class StdioReadingTest {
  private final Library library = new Library();

  @ParameterizedTest
  @ValueSource(strings = {"2024-11-05", "2025-06-18", "2025-11-25"})
  void a_legacy_client_sees_what_its_revision_knows(String version) throws Exception {
    try (var client = StdioClient.initialized(library.server(), version)) {
      Golden.check(
          version + "-templates", client.ask(legacy("1", "resources/templates/list", "{}")));
      Golden.check(version + "-pieces", client.ask(legacy("2", "tools/call", call("pieces"))));
    }
  }

  @Test
  void a_modern_client_sees_all_of_it() throws Exception {
    try (var client = new StdioClient(library.server())) {
      Golden.check("2026-07-28-discover-library", client.ask(modern("0", "server/discover", "{}")));
      Golden.check(
          "2026-07-28-templates", client.ask(modern("1", "resources/templates/list", "{}")));
      Golden.check("2026-07-28-pieces", client.ask(modern("2", "tools/call", call("pieces"))));
      Golden.check(
          "2026-07-28-read", client.ask(modern("3", "resources/read", "{\"uri\":\"book:one\"}")));
      Golden.check("2026-07-28-prompts", client.ask(modern("4", "prompts/list", "{}")));
    }
  }

  @Test
  void an_app_is_a_resource_that_a_tool_names_and_a_client_shows() throws Exception {
    try (var client = new StdioClient(library.server())) {
      JsonNode discovered = client.ask(modern("1", "server/discover", "{}"));
      assertThat(
              discovered
                  .at("/result/capabilities/extensions")
                  .path("io.modelcontextprotocol/ui")
                  .toString())
          .isEqualTo("{\"mimeTypes\":[\"text/html;profile=mcp-app\"]}");
      JsonNode tools =
          client.ask(modern("2", "tools/list", "{\"cursor\":\"YWZ0ZXIgNg\"}")).at("/result/tools");
      assertThat(tools.at("/1/_meta/ui/resourceUri").stringValue()).isEqualTo("ui://library/shelf");
      JsonNode app = client.ask(modern("3", "resources/read", "{\"uri\":\"ui://library/shelf\"}"));
      assertThat(app.at("/result/contents/0/mimeType").stringValue())
          .isEqualTo("text/html;profile=mcp-app");
      assertThat(app.at("/result/contents/0/_meta/ui/prefersBorder").booleanValue()).isTrue();
    }
  }

  @Test
  void a_list_comes_in_pages_whose_cursors_lead_to_the_end() throws Exception {
    try (var client = StdioClient.initialized(library.server(), "2025-11-25")) {
      JsonNode first = client.ask(legacy("1", "resources/list", "{}")).path("result");
      assertThat(first.path("resources")).hasSize(2);
      String cursor = first.path("nextCursor").stringValue();
      JsonNode second =
          client.ask(legacy("2", "resources/list", "{\"cursor\":\"" + cursor + "\"}"));
      assertThat(second.at("/result/resources/0/uri").stringValue()).isEqualTo("book:three");
      assertThat(second.path("result").has("nextCursor")).isFalse();
      assertThat(client.ask(legacy("3", "tools/list", "{}")).at("/result/tools")).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"x\"", "7", "\"YWZ0ZXIgMA\"", "\"YWZ0ZXIgOTk\"", "\"%%\""})
  void a_cursor_that_no_list_of_this_server_gave_is_refused(String cursor) throws Exception {
    try (var client = StdioClient.initialized(library.server(), "2025-11-25")) {
      JsonNode answer = client.ask(legacy("1", "resources/list", "{\"cursor\":" + cursor + "}"));
      assertThat(code(answer)).isEqualTo(-32602);
    }
  }

  @Test
  void nothing_at_an_address_has_the_code_of_its_era_and_names_the_address() throws Exception {
    try (var client = StdioClient.initialized(library.server(), "2025-11-25")) {
      String params = "{\"uri\":\"book:none\"}";
      JsonNode old = client.ask(legacy("1", "resources/read", params));
      assertThat(code(old)).isEqualTo(-32002);
      assertThat(old.at("/error/data/uri").stringValue()).isEqualTo("book:none");
      JsonNode recent = client.ask(modern("2", "resources/read", params));
      assertThat(code(recent)).isEqualTo(-32602);
      assertThat(recent.at("/error/data/uri").stringValue()).isEqualTo("book:none");
    }
  }

  @Test
  void what_cannot_be_read_says_why_and_a_defect_says_nothing() throws Exception {
    try (var client = StdioClient.initialized(library.server(), "2025-11-25")) {
      JsonNode burnt = client.ask(legacy("1", "resources/read", "{\"uri\":\"book:burnt\"}"));
      assertThat(burnt.at("/error/message").stringValue()).contains("it is ash");
      JsonNode cursed = client.ask(modern("2", "resources/read", "{\"uri\":\"book:cursed\"}"));
      assertThat(code(cursed)).isEqualTo(-32603);
      assertThat(cursed.toString()).contains("internal error (request r").doesNotContain("hunter2");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"review\",\"arguments\":{\"title\":\"Emma\"}} | 0",
        "{\"name\":\"review\"} | -32602",
        "{\"name\":\"review\",\"arguments\":{\"title\":7}} | -32602",
        "{\"name\":\"review\",\"arguments\":{\"title\":\"x\",\"size\":\"y\"}} | -32602",
        "{\"name\":\"nothing\"} | -32602",
        "{} | -32602"
      })
  void a_prompt_is_worded_from_arguments_that_it_has(String params, int code) throws Exception {
    try (var client = StdioClient.initialized(library.server(), "2025-06-18")) {
      JsonNode answer = client.ask(legacy("1", "prompts/get", params));
      assertThat(code(answer)).isEqualTo(code);
      assertThat(answer.at("/result/messages/0/content/text").stringValue("Review Emma"))
          .isEqualTo("Review Emma");
    }
  }

  @Test
  void a_hundred_proposals_are_sent_and_all_are_counted() throws Exception {
    String params =
        """
        {"ref":{"type":"ref/prompt","name":"review"},"argument":{"name":"title","value":"a"},
         "context":{"arguments":{"tone":"!"}}}
        """;
    try (var client = StdioClient.initialized(library.server(), "2025-11-25")) {
      JsonNode completion =
          client.ask(legacy("1", "completion/complete", params)).at("/result/completion");
      assertThat(completion.path("values")).hasSize(100);
      assertThat(completion.at("/values/3").stringValue()).isEqualTo("a3!");
      assertThat(completion.path("total").intValue()).isEqualTo(150);
      assertThat(completion.path("hasMore").booleanValue()).isTrue();
      for (String broken :
          new String[] {
            params.replace("review", "nothing"),
            params.replace("ref/prompt", "ref/tool"),
            params.replace("\"value\":\"a\"", "\"value\":1")
          }) {
        assertThat(code(client.ask(legacy("2", "completion/complete", broken)))).isEqualTo(-32602);
      }
    }
  }

  @Test
  void a_legacy_client_hears_warnings_until_it_asks_for_more() throws Exception {
    try (var client = StdioClient.initialized(library.server(), "2025-11-25")) {
      JsonNode warning = client.ask(legacy("1", "tools/call", call("tell")));
      assertThat(warning.at("/params/level").stringValue()).isEqualTo("warning");
      assertThat(warning.at("/params/data").stringValue()).isEqualTo("loud");
      assertThat(text(client.next())).isEqualTo("trace=none");

      assertThat(client.ask(legacy("2", "logging/setLevel", "{\"level\":\"debug\"}")).at("/result"))
          .isEmpty();
      client.send(legacy("3", "tools/call", call("tell")));
      assertThat(client.next().at("/params/data").stringValue()).isEqualTo("quiet");
      assertThat(client.next().at("/params/data").stringValue()).isEqualTo("loud");
      assertThat(client.next().has("result")).isTrue();
      assertThat(code(client.ask(legacy("4", "logging/setLevel", "{\"level\":\"all\"}"))))
          .isEqualTo(-32602);
    }
  }

  @Test
  void a_modern_client_hears_only_what_its_request_asks_for_and_its_trace_is_known()
      throws Exception {
    try (var client = new StdioClient(library.server())) {
      assertThat(text(client.ask(modern("1", "tools/call", call("tell"))))).isEqualTo("trace=none");
      String asking =
          """
          {"name":"tell","_meta":{"io.modelcontextprotocol/logLevel":"error",
           "traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}}
          """;
      assertThat(text(client.ask(modern("2", "tools/call", asking))))
          .isEqualTo("trace=0af7651916cd43dd8448eb211c80319c");
      client.send(modern("3", "tools/call", asking.replace("error", "info")));
      assertThat(client.next().at("/params/data").stringValue()).isEqualTo("loud");
      assertThat(client.next().has("result")).isTrue();
      assertThat(code(client.ask(modern("4", "tools/call", asking.replace("error", "all")))))
          .isEqualTo(-32602);
    }
  }
}
