package dev.proxmoxmcp.mcp.modern;

import static dev.proxmoxmcp.mcp.fixture.Talk.code;
import static dev.proxmoxmcp.mcp.fixture.Talk.json;
import static dev.proxmoxmcp.mcp.fixture.Talk.modern;
import static dev.proxmoxmcp.mcp.fixture.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.fixture.Library;
import dev.proxmoxmcp.mcp.fixture.StdioClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Handlers that ask a modern client: they are left, and run again when it comes back. */
class RoundTripsTest {
  private static final String ALL =
      "{\"elicitation\":{\"form\":{},\"url\":{}},\"sampling\":{},\"roots\":{}}";
  private static final String YES = "{\"action\":\"accept\",\"content\":{\"sure\":true}}";

  private final Library library = new Library();
  private int ids;

  @SuppressWarnings("NullAway.Init") // set before each test
  private StdioClient client;

  @BeforeEach
  void start() throws Exception {
    client = new StdioClient(library.server());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
  }

  private JsonNode ask(String params, String capabilities) throws Exception {
    return client.ask(modern(String.valueOf(++ids), "tools/call", params, capabilities));
  }

  private JsonNode ask(String params) throws Exception {
    return ask(params, ALL);
  }

  private static String lend(String title) {
    return "{\"name\":\"lend\",\"arguments\":{\"text\":\"%s\"}}".formatted(title);
  }

  /** The same request with what came back. */
  private static String again(String params, JsonNode asked, String answers) {
    return again(params, asked.at("/result/requestState").stringValue(), answers);
  }

  private static String again(String params, String state, String answers) {
    ObjectNode node = (ObjectNode) json(params);
    node.put("requestState", state);
    node.set("inputResponses", json(answers));
    return node.toString();
  }

  private static String sure(String answer) {
    return "{\"sure\":" + answer + "}";
  }

  @Test
  void a_question_ends_the_request_and_the_answer_runs_it_again_with_what_was_made_before()
      throws Exception {
    JsonNode asked = ask(lend("Emma"));
    assertThat(asked.at("/result/resultType").stringValue()).isEqualTo("input_required");
    JsonNode question = asked.at("/result/inputRequests/sure");
    assertThat(question.path("method").stringValue()).isEqualTo("elicitation/create");
    assertThat(question.at("/params/message").stringValue()).isEqualTo("Lend Emma?");
    assertThat(asked.path("result").has("ttlMs")).isFalse();

    JsonNode done = ask(again(lend("Emma"), asked, sure(YES)));
    assertThat(done.at("/result/resultType").stringValue()).isEqualTo("complete");
    assertThat(text(done)).isEqualTo("plan-1 {\"sure\":true}");
    assertThat(library.lent.get()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "{\"other\":{\"action\":\"accept\",\"content\":{\"sure\":true}}}",
        "{\"sure\":12345}",
        "{\"sure\":{\"action\":\"accept\",\"content\":{\"sure\":\"true\"}}}",
        "{\"sure\":{\"action\":\"accept\"}}"
      })
  void an_answer_that_is_none_is_asked_for_again(String answers) throws Exception {
    JsonNode asked = ask(lend("Emma"));
    JsonNode again = ask(again(lend("Emma"), asked, answers));
    assertThat(again.at("/result/resultType").stringValue()).isEqualTo("input_required");
    assertThat(library.lent.get()).isZero();
    assertThat(text(ask(again(lend("Emma"), again, sure(YES))))).startsWith("plan-1");
  }

  @Test
  void a_person_who_says_no_is_heard_in_his_own_words() throws Exception {
    JsonNode asked = ask(lend("Emma"));
    assertThat(text(ask(again(lend("Emma"), asked, sure("{\"action\":\"decline\"}")))))
        .isEqualTo("declined");
    asked = ask(lend("Emma"));
    assertThat(text(ask(again(lend("Emma"), asked, sure("{\"action\":\"cancel\"}")))))
        .isEqualTo("cancelled");
  }

  @Test
  void an_answer_that_nobody_asked_for_counts_nothing() throws Exception {
    ObjectNode forged = (ObjectNode) json(lend("Emma"));
    forged.set("inputResponses", json(sure(YES)));
    assertThat(ask(forged.toString()).at("/result/resultType").stringValue())
        .isEqualTo("input_required");
    assertThat(library.lent.get()).isZero();
  }

  @Test
  void a_state_is_good_once() throws Exception {
    JsonNode asked = ask(lend("Emma"));
    String answered = again(lend("Emma"), asked, sure(YES));
    assertThat(text(ask(answered))).startsWith("plan-1");
    assertRefused(ask(answered));
    assertThat(library.lent.get()).isEqualTo(1);
  }

  @Test
  void a_state_is_good_for_the_request_that_it_was_made_for() throws Exception {
    JsonNode asked = ask(lend("Emma"));
    assertRefused(ask(again(lend("Persuasion"), asked, sure(YES))));
    assertRefused(ask(again("{\"name\":\"twice\"}", asked, sure(YES))));
    assertThat(library.lent.get()).isZero();
  }

  @Test
  void the_order_in_which_a_client_writes_its_arguments_does_not_matter() throws Exception {
    JsonNode asked =
        ask("{\"name\":\"lend\",\"arguments\":{\"text\":\"a\",\"more\":{\"x\":1,\"y\":[2]}}}");
    String turned =
        "{\"arguments\":{\"more\":{\"y\":[2],\"x\":1},\"text\":\"a\"},\"name\":\"lend\"}";
    assertThat(text(ask(again(turned, asked, sure(YES))))).startsWith("plan-1");
  }

  @Test
  void a_state_is_good_for_ten_minutes() throws Exception {
    JsonNode asked = ask(lend("Emma"));
    library.clock.advance(Duration.ofMinutes(10));
    assertRefused(ask(again(lend("Emma"), asked, sure(YES))));
    JsonNode next = ask(lend("Emma"));
    library.clock.advance(Duration.ofMinutes(10).minusMillis(1));
    assertThat(text(ask(again(lend("Emma"), next, sure(YES))))).startsWith("plan-");
  }

  @Test
  void a_state_that_was_changed_anywhere_is_refused() throws Exception {
    String state = ask(lend("Emma")).at("/result/requestState").stringValue();
    for (int at = 0; at < state.length(); at += 7) {
      char other = state.charAt(at) == 'A' ? 'B' : 'A';
      String changed = state.substring(0, at) + other + state.substring(at + 1);
      assertRefused(ask(again(lend("Emma"), changed, sure(YES))));
    }
    for (String forged :
        new String[] {"", "x", state + "-TAMPERED", state + "AAAA", "AAAA", "=%"}) {
      assertRefused(ask(again(lend("Emma"), forged, sure(YES))));
    }
    ObjectNode number = (ObjectNode) json(lend("Emma"));
    assertRefused(ask(number.put("requestState", 7).toString()));
    assertThat(library.lent.get()).isZero();
  }

  @Test
  void a_state_of_another_process_is_refused() throws Exception {
    try (var other = new StdioClient(library.server())) {
      JsonNode asked = other.ask(modern("1", "tools/call", lend("Emma"), ALL));
      assertRefused(ask(again(lend("Emma"), asked, sure(YES))));
    }
  }

  @Test
  void earlier_answers_travel_in_the_state_and_cannot_be_given_twice() throws Exception {
    String twice = "{\"name\":\"twice\"}";
    JsonNode first = ask(twice);
    JsonNode second = ask(again(twice, first, "{\"first\":" + YES + "}"));
    assertThat(second.at("/result/inputRequests").propertyNames()).containsExactly("second");
    assertThat(second.at("/result/inputRequests/second/params/message").stringValue())
        .startsWith("Second after Accepted");
    JsonNode done =
        ask(
            again(
                twice,
                second,
                "{\"second\":{\"action\":\"decline\"},\"first\":{\"action\":\"decline\"}}"));
    assertThat(text(done)).isEqualTo("Accepted[content={\"sure\":true}] then Declined[]");
  }

  @Test
  void several_questions_come_in_one_result() throws Exception {
    JsonNode asked = ask("{\"name\":\"survey\"}");
    assertThat(asked.at("/result/inputRequests").propertyNames())
        .containsExactlyInAnyOrder("sure", "words", "where");
    assertThat(asked.at("/result/inputRequests/where").toString())
        .isEqualTo("{\"method\":\"roots/list\"}");
    JsonNode part = ask(again("{\"name\":\"survey\"}", asked, sure(YES)));
    assertThat(part.at("/result/inputRequests").propertyNames())
        .containsExactlyInAnyOrder("words", "where");
  }

  @Test
  void a_client_is_never_asked_what_it_cannot_do() throws Exception {
    JsonNode refused = ask(lend("Emma"), "{\"sampling\":{}}");
    assertThat(code(refused)).isEqualTo(-32021);
    assertThat(refused.at("/error/data/requiredCapabilities").toString())
        .isEqualTo("{\"elicitation\":{\"form\":{}}}");
    assertThat(code(ask("{\"name\":\"visit\"}", "{\"elicitation\":{\"form\":{}}}")))
        .isEqualTo(-32021);
    assertThat(ask(lend("Emma"), "{\"elicitation\":{}}").at("/result/resultType").stringValue())
        .isEqualTo("input_required");
  }

  private static void assertRefused(JsonNode answer) {
    assertThat(code(answer)).isEqualTo(-32602);
    assertThat(answer.at("/error/message").stringValue()).contains("request state is not valid");
  }
}
