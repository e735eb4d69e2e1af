package dev.proxmoxmcp.verification.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.verification.conformance.StdioChild.Exchange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the suite asks of 2025-11-25 over HTTP, asked over standard input and output. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StdioLegacyLegTest {
  private StdioChild child;

  @BeforeAll
  void start() throws Exception {
    child = StdioChild.legacy("{\"sampling\":{},\"elicitation\":{},\"roots\":{}}");
  }

  @AfterAll
  void end() throws Exception {
    child.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-11-05", "2025-06-18", "2025-11-25"})
  void a_handshake_agrees_on_the_version_that_the_client_wants(String version) throws Exception {
    try (StdioChild fresh = StdioChild.start()) {
      JsonNode result =
          fresh
              .ask(
                  "initialize",
                  """
                  {"protocolVersion":"%s","capabilities":{},
                   "clientInfo":{"name":"leg","version":"1"}}
                  """
                      .formatted(version))
              .result();
      assertThat(result.path("protocolVersion").asString("")).isEqualTo(version);
      assertThat(result.path("capabilities").propertyNames())
          .contains("tools", "resources", "prompts", "logging")
          .doesNotContain("extensions", "tasks");
      assertThat(result.at("/serverInfo/name").asString("")).isEqualTo("conformance-fixture");
    }
  }

  @Test
  void a_ping_is_answered_with_nothing() throws Exception {
    assertThat(child.ask("ping", "{}").result()).isEmpty();
  }

  @Test
  void messages_come_from_the_level_on_that_was_set() throws Exception {
    assertThat(child.ask("logging/setLevel", "{\"level\":\"debug\"}").result()).isEmpty();
    assertThat(call("test_tool_with_logging").before("notifications/message"))
        .extracting(one -> one.at("/params/data").asString(""))
        .containsExactly(
            "Tool execution started", "Tool processing data", "Tool execution completed");
    child.ask("logging/setLevel", "{\"level\":\"warning\"}");
    assertThat(call("test_tool_with_logging").before()).isEmpty();
    assertThat(child.ask("logging/setLevel", "{\"level\":\"loud\"}").code()).isEqualTo(-32602);
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
    assertThat(call(tool).result().path("content"))
        .extracting(one -> one.path("type").asString(""))
        .containsExactly(kinds.split(" "));
  }

  @Test
  void an_expected_failure_is_a_result() throws Exception {
    assertThat(call("test_error_handling").result().path("isError").asBoolean()).isTrue();
  }

  @Test
  void progress_comes_before_the_result() throws Exception {
    Exchange told =
        child.ask(
            "tools/call", "{\"name\":\"test_tool_with_progress\",\"_meta\":{\"progressToken\":7}}");
    assertThat(told.before("notifications/progress"))
        .allMatch(one -> one.at("/params/progressToken").asInt() == 7)
        .extracting(one -> one.at("/params/progress").asInt())
        .containsExactly(0, 50, 100);
  }

  @Test
  void a_model_is_asked_by_a_request_of_the_server() throws Exception {
    List<JsonNode> asked = new ArrayList<>();
    Exchange exchange =
        child.ask(
            "tools/call",
            "{\"name\":\"test_sampling\",\"arguments\":{\"prompt\":\"Say something\"}}",
            question -> {
              asked.add(question);
              return FixtureJson.read(
                  """
                  {"role":"assistant","content":{"type":"text","text":"Something."},"model":"m"}
                  """);
            });
    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst().path("method").asString("")).isEqualTo("sampling/createMessage");
    assertThat(asked.getFirst().at("/params/messages/0/content/text").asString(""))
        .isEqualTo("Say something");
    assertThat(exchange.result().at("/content/0/text").asString("")).contains("Something.");
  }

  @Test
  void a_person_is_asked_by_a_form() throws Exception {
    Exchange exchange =
        child.ask(
            "tools/call",
            "{\"name\":\"test_elicitation\",\"arguments\":{\"message\":\"Who are you?\"}}",
            question -> {
              assertThat(question.at("/params/message").asString("")).isEqualTo("Who are you?");
              return FixtureJson.read(
                  """
                  {"action":"accept","content":{"username":"u","email":"u@example.com"}}
                  """);
            });
    assertThat(exchange.result().at("/content/0/text").asString("")).contains("u@example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"decline", "cancel", "nonsense"})
  void what_is_no_yes_is_none(String action) throws Exception {
    Exchange exchange =
        child.ask(
            "tools/call",
            "{\"name\":\"test_elicitation\",\"arguments\":{\"message\":\"Who are you?\"}}",
            question -> FixtureJson.object().put("action", action));
    assertThat(exchange.result().at("/content/0/text").asString("")).doesNotContain("Accepted");
  }

  @ParameterizedTest
  @CsvSource({
    "test_elicitation_sep1034_defaults, name age score status verified",
    "test_elicitation_sep1330_enums,"
        + " untitledSingle titledSingle legacyEnum untitledMulti titledMulti",
  })
  void forms_go_out_with_defaults_and_choices_as_they_were_written(String tool, String fields)
      throws Exception {
    List<JsonNode> asked = new ArrayList<>();
    child.ask(
        "tools/call",
        "{\"name\":\"" + tool + "\",\"arguments\":{}}",
        question -> {
          asked.add(question.at("/params/requestedSchema/properties"));
          return FixtureJson.object().put("action", "cancel");
        });
    assertThat(asked.getFirst().propertyNames()).containsExactly(fields.split(" "));
    if (tool.endsWith("defaults")) {
      assertThat(asked.getFirst()).allMatch(field -> field.has("default"));
    }
  }

  @Test
  void a_client_that_cannot_be_asked_is_told_so() throws Exception {
    try (StdioChild poor = StdioChild.legacy("{}")) {
      Exchange refused =
          poor.ask("tools/call", "{\"name\":\"test_sampling\",\"arguments\":{\"prompt\":\"x\"}}");
      assertThat(refused.answer().toString()).contains("sampling");
    }
  }

  @Test
  void a_resource_is_told_of_as_long_as_it_is_subscribed_to() throws Exception {
    String watched = "{\"uri\":\"test://watched-resource\"}";
    assertThat(child.ask("resources/subscribe", watched).result()).isEmpty();
    Exchange told = call("test_trigger_resource_change");
    JsonNode update = told.before().isEmpty() ? child.next() : told.before().getFirst();
    assertThat(update.path("method").asString("")).isEqualTo("notifications/resources/updated");
    assertThat(update.at("/params/uri").asString("")).isEqualTo("test://watched-resource");
    assertThat(child.ask("resources/unsubscribe", watched).result()).isEmpty();
    assertThat(call("test_trigger_resource_change").before()).isEmpty();
    assertThat(child.next(300)).isEmpty();
  }

  @Test
  void changes_of_lists_are_told() throws Exception {
    Exchange told = call("test_trigger_prompt_change");
    JsonNode change = told.before().isEmpty() ? child.next() : told.before().getFirst();
    assertThat(change.path("method").asString("")).isEqualTo("notifications/prompts/list_changed");
  }

  @ParameterizedTest
  @CsvSource({
    "test://static-text, text",
    "test://static-binary, blob",
    "test://template/123/data, text",
  })
  void resources_are_read(String uri, String form) throws Exception {
    assertThat(
            child
                .ask("resources/read", "{\"uri\":\"" + uri + "\"}")
                .result()
                .at("/contents/0/" + form)
                .asString(""))
        .isNotBlank();
  }

  @Test
  void what_is_not_there_has_a_code_of_its_own() throws Exception {
    assertThat(child.ask("resources/read", "{\"uri\":\"test://no-such\"}").code())
        .isEqualTo(-32002);
  }

  @ParameterizedTest
  @CsvSource({
    "tools/list, tools",
    "prompts/list, prompts",
    "resources/list, resources",
    "resources/templates/list, resourceTemplates",
  })
  void lists_have_no_hints_of_the_other_era(String method, String name) throws Exception {
    JsonNode result = child.ask(method, "{}").result();
    assertThat(result.path(name)).isNotEmpty();
    assertThat(result.propertyNames()).doesNotContain("ttlMs", "cacheScope", "resultType");
  }

  @Test
  void prompts_and_proposals_are_there() throws Exception {
    assertThat(
            child
                .ask(
                    "prompts/get",
                    """
                    {"name":"test_prompt_with_arguments",
                     "arguments":{"arg1":"hello","arg2":"world"}}
                    """)
                .result()
                .at("/messages/0/content/text")
                .asString(""))
        .isEqualTo("Prompt with arguments: arg1='hello', arg2='world'");
    assertThat(
            child
                .ask(
                    "completion/complete",
                    """
                    {"ref":{"type":"ref/prompt","name":"test_prompt_with_arguments"},
                     "argument":{"name":"arg1","value":"te"}}
                    """)
                .result()
                .at("/completion/values"))
        .hasSize(3);
  }

  @Test
  void a_tool_that_becomes_a_task_elsewhere_is_a_plain_call_here() throws Exception {
    JsonNode result =
        child
            .ask("tools/call", "{\"name\":\"slow_compute\",\"arguments\":{\"seconds\":0}}")
            .result();
    assertThat(result.path("content")).isNotEmpty();
    assertThat(result.has("taskId")).isFalse();
  }

  private Exchange call(String tool) throws Exception {
    return child.ask("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":{}}");
  }
}
