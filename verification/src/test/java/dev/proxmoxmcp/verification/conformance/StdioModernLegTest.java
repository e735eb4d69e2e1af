package dev.proxmoxmcp.verification.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.verification.conformance.StdioChild.Exchange;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the suite asks of 2026-07-28 over HTTP, asked over standard input and output. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StdioModernLegTest {
  private static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";

  private StdioChild child;

  @BeforeAll
  void start() throws Exception {
    child = StdioChild.start();
  }

  @AfterAll
  void end() throws Exception {
    child.close();
  }

  @Test
  void discovery_names_versions_capabilities_and_the_server() throws Exception {
    JsonNode result = child.modern("server/discover", "{}").result();
    assertThat(result.path("supportedVersions"))
        .extracting(JsonNode::asString)
        .contains("2026-07-28");
    assertThat(result.path("capabilities").propertyNames())
        .contains("tools", "resources", "prompts", "completions", "extensions");
    assertThat(result.at("/capabilities/tools/listChanged").asBoolean()).isTrue();
    assertThat(result.at("/capabilities/prompts/listChanged").asBoolean()).isTrue();
    JsonNode server = result.path("_meta").path("io.modelcontextprotocol/serverInfo");
    assertThat(server.path("name").asString("")).isEqualTo("conformance-fixture");
    assertThat(server.path("version").asString("")).isEqualTo("1");
    assertThat(result.path("resultType").asString("")).isEqualTo("complete");
  }

  @ParameterizedTest
  @ValueSource(strings = {"protocolVersion", "clientCapabilities"})
  void metadata_that_is_required_is_missed(String key) throws Exception {
    ObjectNode params = (ObjectNode) FixtureJson.read(StdioChild.withMeta("{}", "{}"));
    params.withObject("/_meta").remove("io.modelcontextprotocol/" + key);
    int code = child.ask("server/discover", params.toString()).code();
    // Without a version it is a request of the other era, in which nobody shook hands.
    assertThat(code).isEqualTo(key.equals("protocolVersion") ? -32600 : -32602);
  }

  @Test
  void a_client_need_not_name_itself() throws Exception {
    ObjectNode params = (ObjectNode) FixtureJson.read(StdioChild.withMeta("{}", "{}"));
    params.withObject("/_meta").remove("io.modelcontextprotocol/clientInfo");
    assertThat(child.ask("server/discover", params.toString()).result()).isNotEmpty();
  }

  @Test
  void a_version_that_is_not_spoken_is_refused_with_those_that_are() throws Exception {
    String params = StdioChild.withMeta("{}", "{}").replace("2026-07-28", "v999.0.0");
    Exchange refused = child.ask("server/discover", params);
    assertThat(refused.code()).isEqualTo(-32022);
    assertThat(refused.error().at("/data/requested").asString("")).isEqualTo("v999.0.0");
    assertThat(refused.error().at("/data/supported")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "initialize",
        "ping",
        "logging/setLevel",
        "resources/subscribe",
        "resources/unsubscribe",
        "tasks/list",
        "tasks/result",
        "unknown/method",
      })
  void methods_that_this_revision_lacks_are_unknown(String method) throws Exception {
    assertThat(child.modern(method, "{}").code()).isEqualTo(-32601);
  }

  @Test
  void a_handler_that_needs_what_the_client_did_not_declare_is_not_run() throws Exception {
    Exchange refused = child.modern("tools/call", "{\"name\":\"test_missing_capability\"}");
    assertThat(refused.code()).isEqualTo(-32021);
    assertThat(refused.error().at("/data/requiredCapabilities/sampling").isObject()).isTrue();
  }

  @Test
  void tools_are_listed_in_a_stable_order_with_what_clients_need() throws Exception {
    JsonNode first = child.modern("tools/list", "{}").result();
    for (JsonNode tool : first.path("tools")) {
      assertThat(tool.path("name").asString("")).matches("[A-Za-z0-9_.-]{1,128}");
      assertThat(tool.path("description").asString("")).isNotBlank();
      assertThat(tool.path("inputSchema").path("type").asString("")).isEqualTo("object");
    }
    assertThat(child.modern("tools/list", "{}").result().path("tools"))
        .isEqualTo(first.path("tools"));
  }

  @Test
  void a_schema_is_listed_with_all_that_is_in_it() throws Exception {
    JsonNode tools = child.modern("tools/list", "{}").result().path("tools");
    JsonNode schema =
        StreamSupport.stream(tools.spliterator(), false)
            .filter(one -> one.path("name").asString("").equals("json_schema_2020_12_tool"))
            .map(one -> one.path("inputSchema"))
            .findFirst()
            .orElseThrow();
    assertThat(schema.propertyNames())
        .contains("$schema", "$defs", "allOf", "if", "then", "else", "additionalProperties");
    assertThat(schema.at("/$defs/address/$anchor").asString("")).isEqualTo("addressDef");
    assertThat(schema.at("/allOf/0/anyOf")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "test_simple_text, text",
    "test_image_content, image",
    "test_audio_content, audio",
    "test_embedded_resource, resource",
    "test_multiple_content_types, text image resource",
  })
  void every_kind_of_content_comes_over(String tool, String kinds) throws Exception {
    JsonNode content = call(tool, "{}").result().path("content");
    assertThat(content)
        .extracting(one -> one.path("type").asString(""))
        .containsExactly(kinds.split(" "));
  }

  @Test
  void an_expected_failure_is_a_result() throws Exception {
    JsonNode result = call("test_error_handling", "{}").result();
    assertThat(result.path("isError").asBoolean()).isTrue();
    assertThat(result.at("/content/0/text").asString("")).isNotBlank();
  }

  @Test
  void progress_comes_before_the_result_to_who_asked_for_it() throws Exception {
    Exchange told =
        child.modern(
            "tools/call",
            "{\"name\":\"test_tool_with_progress\",\"_meta\":{\"progressToken\":\"p-1\"}}");
    assertThat(told.before("notifications/progress"))
        .extracting(one -> one.at("/params/progress").asInt())
        .containsExactly(0, 50, 100);
    assertThat(call("test_tool_with_progress", "{}").before()).isEmpty();
  }

  @Test
  void messages_come_to_who_named_a_level_with_the_request() throws Exception {
    Exchange told =
        child.modern(
            "tools/call",
            """
            {"name":"test_logging_tool","_meta":{"io.modelcontextprotocol/logLevel":"info"}}
            """);
    assertThat(told.before("notifications/message")).hasSize(3);
    assertThat(call("test_logging_tool", "{}").before()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tools/list               | {}",
        "prompts/list             | {}",
        "resources/list           | {}",
        "resources/templates/list | {}",
        "resources/read           | {\"uri\":\"test://static-text\"}",
        "server/discover          | {}",
      })
  void what_can_be_kept_says_how_long_and_for_whom(String method, String params) throws Exception {
    JsonNode result = child.modern(method, params).result();
    assertThat(result.path("ttlMs").isIntegralNumber()).isTrue();
    assertThat(result.path("ttlMs").asInt()).isNotNegative();
    assertThat(result.path("cacheScope").asString("")).isIn("public", "private");
  }

  @ParameterizedTest
  @CsvSource({
    "test://static-text, text/plain, text",
    "test://static-binary, image/png, blob",
    "test://template/123/data, application/json, text",
  })
  void resources_are_read(String uri, String type, String form) throws Exception {
    JsonNode read =
        child.modern("resources/read", "{\"uri\":\"" + uri + "\"}").result().at("/contents/0");
    assertThat(read.path("uri").asString("")).isEqualTo(uri);
    assertThat(read.path("mimeType").asString("")).isEqualTo(type);
    assertThat(read.path(form).asString("")).isNotBlank();
  }

  @Test
  void what_is_not_there_is_an_error_that_names_it() throws Exception {
    Exchange missing = child.modern("resources/read", "{\"uri\":\"test://no-such\"}");
    assertThat(missing.code()).isEqualTo(-32602);
    assertThat(missing.error().at("/data/uri").asString("")).isEqualTo("test://no-such");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "test_simple_prompt                 | {}                                     | text",
        "test_prompt_with_arguments         | {\"arg1\":\"one\",\"arg2\":\"two\"}    | text",
        "test_prompt_with_embedded_resource | {\"resourceUri\":\"test://example\"}   | resource",
        "test_prompt_with_image             | {}                                     | image",
      })
  void prompts_are_worded(String name, String arguments, String kind) throws Exception {
    JsonNode messages =
        child
            .modern("prompts/get", "{\"name\":\"" + name + "\",\"arguments\":" + arguments + "}")
            .result()
            .path("messages");
    assertThat(messages.at("/0/content/type").asString("")).isEqualTo(kind);
    for (JsonNode argument : FixtureJson.read(arguments)) {
      assertThat(messages.toString()).contains(argument.asString(""));
    }
  }

  @Test
  void values_are_proposed() throws Exception {
    JsonNode values =
        child
            .modern(
                "completion/complete",
                """
                {"ref":{"type":"ref/prompt","name":"test_prompt_with_arguments"},
                 "argument":{"name":"arg1","value":"test"}}
                """)
            .result()
            .at("/completion/values");
    assertThat(values).extracting(JsonNode::asString).containsExactly("test", "testing", "tested");
  }

  @Test
  void who_listens_is_told_first_what_he_will_hear_and_then_only_that() throws Exception {
    int id =
        child.request(
            "subscriptions/listen",
            StdioChild.withMeta(
                """
                {"notifications":{"promptsListChanged":true,
                 "resourceSubscriptions":["test://watched-resource","test://no-such"]}}
                """,
                "{}"));
    JsonNode agreed = child.next();
    assertThat(agreed.path("method").asString(""))
        .isEqualTo("notifications/subscriptions/acknowledged");
    assertThat(agreed.at("/params/notifications/resourceSubscriptions"))
        .extracting(JsonNode::asString)
        .containsExactly("test://watched-resource");
    assertThat(subscription(agreed)).isEqualTo(id);
    assertThat(call("test_trigger_tool_change", "{}").before()).isEmpty();
    assertThat(told("test_trigger_prompt_change"))
        .allMatch(one -> subscription(one) == id)
        .extracting(one -> one.path("method").asString(""))
        .containsExactly("notifications/prompts/list_changed");
    assertThat(told("test_trigger_resource_change"))
        .allMatch(one -> subscription(one) == id)
        .extracting(one -> one.at("/params/uri").asString(""))
        .containsExactly("test://watched-resource");
    child.send(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
            + id
            + "}}");
    assertThat(told("test_trigger_prompt_change")).isEmpty();
  }

  /** What comes besides the answer, in whichever order. */
  private List<JsonNode> told(String tool) throws Exception {
    Exchange exchange = call(tool, "{}");
    Optional<JsonNode> late =
        exchange.before().isEmpty() ? child.next(500) : Optional.<JsonNode>empty();
    return late.map(List::of).orElseGet(exchange::before);
  }

  private static int subscription(JsonNode notification) {
    return notification.path("params").path("_meta").path(SUBSCRIPTION).asInt(0);
  }

  private Exchange call(String tool, String arguments) throws Exception {
    return child.modern(
        "tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
  }
}
