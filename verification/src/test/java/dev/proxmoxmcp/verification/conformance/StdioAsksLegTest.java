package dev.proxmoxmcp.verification.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.verification.conformance.StdioChild.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a handler of 2026-07-28 asks of the client by an answer, over standard input and output. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StdioAsksLegTest {
  private static final String ALL = "{\"sampling\":{},\"elicitation\":{},\"roots\":{}}";
  private static final String YES = "{\"action\":\"accept\",\"content\":%s}";

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
  void a_handler_asks_by_an_answer_and_is_run_again_with_the_answers() throws Exception {
    JsonNode asked = called("test_input_required_result_elicitation").result();
    assertThat(asked.path("resultType").asString("")).isEqualTo("input_required");
    assertThat(asked.at("/inputRequests/user_name/method").asString(""))
        .isEqualTo("elicitation/create");
    JsonNode done =
        again(
            "test_input_required_result_elicitation",
            asked,
            "{\"user_name\":" + YES.formatted("{\"name\":\"Alice\"}") + ",\"other\":{}}");
    assertThat(done.path("resultType").asString("")).isEqualTo("complete");
    assertThat(done.at("/content/0/text").asString("")).isEqualTo("Hello, Alice!");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"wrong_key\":{}}", "{\"user_name\":12345}"})
  void what_is_no_answer_is_asked_for_again(String responses) throws Exception {
    JsonNode asked = called("test_input_required_result_elicitation").result();
    JsonNode again = again("test_input_required_result_elicitation", asked, responses);
    assertThat(again.path("resultType").asString("")).isEqualTo("input_required");
  }

  @Test
  void models_and_folders_are_asked_for_too_and_several_at_once() throws Exception {
    JsonNode asked = called("test_input_required_result_multiple_inputs").result();
    assertThat(asked.path("inputRequests"))
        .extracting(one -> one.path("method").asString(""))
        .containsExactlyInAnyOrder("elicitation/create", "sampling/createMessage", "roots/list");
    JsonNode done =
        again(
            "test_input_required_result_multiple_inputs",
            asked,
            """
            {"user_name":{"action":"accept","content":{"name":"Alice"}},
             "greeting":{"role":"assistant","model":"m","content":{"type":"text","text":"Hi!"}},
             "client_roots":{"roots":[{"uri":"file:///test/root","name":"Test Root"}]}}
            """);
    assertThat(done.at("/content/0/text").asString(""))
        .contains("Alice")
        .contains("Hi!")
        .contains("file:///test/root");
  }

  @Test
  void rounds_carry_what_was_answered_before_in_a_state_of_their_own() throws Exception {
    JsonNode first = called("test_input_required_result_multi_round").result();
    JsonNode second =
        again(
            "test_input_required_result_multi_round",
            first,
            "{\"step1\":" + YES.formatted("{\"name\":\"Alice\"}") + "}");
    assertThat(second.path("inputRequests").propertyNames()).containsExactly("step2");
    assertThat(second.path("requestState")).isNotEqualTo(first.path("requestState"));
    JsonNode done =
        again(
            "test_input_required_result_multi_round",
            second,
            "{\"step2\":" + YES.formatted("{\"color\":\"blue\"}") + "}");
    assertThat(done.at("/content/0/text").asString("")).contains("Alice").contains("blue");
  }

  @Test
  void a_state_that_was_changed_is_refused() throws Exception {
    JsonNode asked = called("test_input_required_result_tampered_state").result();
    ObjectNode changed = (ObjectNode) asked;
    changed.put("requestState", asked.path("requestState").asString("") + "-TAMPERED");
    String params =
        retry(
            "test_input_required_result_tampered_state",
            changed,
            "{\"confirm\":" + YES.formatted("{\"ok\":true}") + "}");
    assertThat(child.modern("tools/call", params, ALL).code()).isEqualTo(-32602);
  }

  @Test
  void only_what_the_client_can_be_asked_is_asked() throws Exception {
    JsonNode asked =
        child
            .modern(
                "tools/call",
                "{\"name\":\"test_input_required_result_capabilities\"}",
                "{\"sampling\":{}}")
            .result();
    assertThat(asked.path("inputRequests"))
        .extracting(one -> one.path("method").asString(""))
        .containsExactly("sampling/createMessage");
  }

  @Test
  void a_prompt_asks_too() throws Exception {
    String name = "{\"name\":\"test_input_required_result_prompt\"}";
    JsonNode asked = child.modern("prompts/get", name, ALL).result();
    assertThat(asked.path("resultType").asString("")).isEqualTo("input_required");
    ObjectNode params = (ObjectNode) FixtureJson.read(name);
    params.set("requestState", asked.path("requestState"));
    params.set(
        "inputResponses",
        FixtureJson.read("{\"user_context\":" + YES.formatted("{\"context\":\"x\"}") + "}"));
    assertThat(child.modern("prompts/get", params.toString(), ALL).result().path("messages"))
        .isNotEmpty();
  }

  private Exchange called(String tool) throws Exception {
    return child.modern("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":{}}", ALL);
  }

  private JsonNode again(String tool, JsonNode asked, String responses) throws Exception {
    return child.modern("tools/call", retry(tool, asked, responses), ALL).result();
  }

  private static String retry(String tool, JsonNode asked, String responses) {
    ObjectNode params = FixtureJson.object().put("name", tool);
    params.putObject("arguments");
    params.set("requestState", asked.path("requestState"));
    params.set("inputResponses", FixtureJson.read(responses));
    return params.toString();
  }
}
