package dev.proxmoxmcp.mcp.transport.stdio;

import static dev.proxmoxmcp.mcp.fixture.Talk.answer;
import static dev.proxmoxmcp.mcp.fixture.Talk.call;
import static dev.proxmoxmcp.mcp.fixture.Talk.cancel;
import static dev.proxmoxmcp.mcp.fixture.Talk.code;
import static dev.proxmoxmcp.mcp.fixture.Talk.legacy;
import static dev.proxmoxmcp.mcp.fixture.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.fixture.Library;
import dev.proxmoxmcp.mcp.fixture.StdioClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Handlers that ask a legacy client, by requests of the server. */
class StdioAskingTest {
  private static final String ALL =
      "{\"elicitation\":{\"form\":{},\"url\":{}},\"sampling\":{},\"roots\":{}}";
  private static final String FORMS = "{\"elicitation\":{}}";

  private final Library library = new Library();

  private StdioClient client(String capabilities) throws Exception {
    return StdioClient.initialized(library.server(), "2025-11-25", capabilities);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"action\":\"accept\",\"content\":{\"sure\":true,\"more\":1}} | plan-1 {\"sure\":true}",
        "{\"action\":\"accept\",\"content\":{\"sure\":true,\"days\":3}} | plan-1"
            + " {\"sure\":true,\"days\":3}",
        "{\"action\":\"decline\"} | declined",
        "{\"action\":\"cancel\"} | cancelled",
        "{\"action\":\"accept\",\"content\":{\"sure\":\"yes\"}} | not heard: UNUSABLE",
        "{\"action\":\"accept\",\"content\":{\"sure\":true,\"days\":31}} | not heard: UNUSABLE",
        "{\"action\":\"accept\",\"content\":{}} | not heard: UNUSABLE",
        "{\"action\":\"accept\",\"content\":7} | not heard: UNUSABLE",
        "{\"action\":\"approve\"} | not heard: UNUSABLE",
        "{} | not heard: UNUSABLE"
      })
  void only_an_accepted_form_that_fits_is_a_yes(String result, String said) throws Exception {
    try (var client = client(FORMS)) {
      JsonNode question = client.ask(legacy("1", "tools/call", call("lend")));
      assertThat(question.path("method").stringValue()).isEqualTo("elicitation/create");
      assertThat(question.at("/params/mode").stringValue()).isEqualTo("form");
      assertThat(question.at("/params/requestedSchema")).isEqualTo(Library.form());

      assertThat(text(client.ask(answer(question, result)))).isEqualTo(said);
    }
  }

  @Test
  void an_error_is_no_answer_and_answers_to_no_question_are_ignored() throws Exception {
    try (var client = client(FORMS)) {
      JsonNode question = client.ask(legacy("1", "tools/call", call("lend")));
      client.send(
          "{\"jsonrpc\":\"2.0\",\"id\":\"question-99\",\"result\":{\"action\":\"accept\"}}");
      client.send("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"action\":\"accept\"}}");
      client.send(
          "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":-1,\"message\":\"no\"},\"result\":{\"action\":\"accept\",\"content\":{\"sure\":true}}}"
              .formatted(question.path("id")));
      assertThat(text(client.next())).isEqualTo("not heard: UNUSABLE");
      assertThat(library.lent.get()).isZero();
    }
  }

  @Test
  void a_client_that_does_not_answer_in_time_is_told_that_nobody_waits() throws Exception {
    Limits impatient =
        new Limits(8, 64 * 1024, Duration.ofSeconds(20), 2, 3, Duration.ofMillis(50));
    try (var client = StdioClient.initialized(library.server(impatient), "2025-11-25", FORMS)) {
      JsonNode question = client.ask(legacy("1", "tools/call", call("lend")));
      JsonNode cancelled = client.next();
      assertThat(cancelled.path("method").stringValue()).isEqualTo("notifications/cancelled");
      assertThat(cancelled.at("/params/requestId")).isEqualTo(question.path("id"));
      assertThat(text(client.next())).isEqualTo("not heard: LATE");
    }
  }

  @Test
  void questions_that_are_put_together_are_answered_in_any_order() throws Exception {
    try (var client = client(ALL)) {
      client.send(legacy("1", "tools/call", call("survey")));
      Map<String, JsonNode> asked = new HashMap<>();
      for (int number = 0; number < 3; number++) {
        JsonNode question = client.next();
        asked.put(question.path("method").stringValue(), question);
      }
      client.send(
          answer(
              question(asked, "roots/list"),
              "{\"roots\":[{\"uri\":\"file:///a\",\"name\":\"A\"}]}"));
      client.send(
          answer(
              question(asked, "sampling/createMessage"),
              "{\"role\":\"assistant\",\"content\":{\"type\":\"text\",\"text\":\"hi\"},\"model\":\"m\"}"));
      client.send(answer(question(asked, "elicitation/create"), "{\"action\":\"decline\"}"));
      assertThat(text(client.next()))
          .startsWith("Declined[]")
          .contains("\"text\":\"hi\"")
          .endsWith("Roots[roots=[Root[uri=file:///a, name=A]]]");
    }
  }

  private static JsonNode question(Map<String, JsonNode> asked, String method) {
    JsonNode question = asked.get(method);
    assertThat(question).as(method).isNotNull();
    return question == null ? asked.values().iterator().next() : question;
  }

  @Test
  void a_page_is_named_so_that_the_client_can_be_told_when_it_is_done_with() throws Exception {
    try (var client = client(ALL)) {
      JsonNode question = client.ask(legacy("1", "tools/call", call("visit")));
      assertThat(question.at("/params/mode").stringValue()).isEqualTo("url");
      assertThat(question.at("/params/elicitationId").stringValue()).isEqualTo("p1");
      assertThat(question.at("/params/url").stringValue()).isEqualTo("https://127.0.0.1/x");
      assertThat(text(client.ask(answer(question, "{\"action\":\"accept\"}"))))
          .isEqualTo("Accepted[content={}]");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lend,'{}'",
    "visit,'{\"elicitation\":{}}'",
    "survey,'{\"elicitation\":{},\"roots\":{}}'"
  })
  void a_client_is_never_asked_what_it_cannot_do(String tool, String capabilities)
      throws Exception {
    try (var client = client(capabilities)) {
      JsonNode answer = client.ask(legacy("1", "tools/call", call(tool)));
      assertThat(code(answer)).isEqualTo(-32603);
      assertThat(answer.at("/error/message").stringValue())
          .contains("this client cannot be asked what the server must ask");
    }
  }

  @Test
  void a_call_that_is_cancelled_while_it_asks_does_nothing_more() throws Exception {
    try (var client = client(FORMS)) {
      JsonNode question = client.ask(legacy("1", "tools/call", call("lend")));
      client.send(cancel("1"));
      assertThat(client.next().path("method").stringValue()).isEqualTo("notifications/cancelled");
      client.send(answer(question, "{\"action\":\"accept\",\"content\":{\"sure\":true}}"));
      assertThat(client.ask(legacy("2", "ping", "{}")).path("id").intValue()).isEqualTo(2);
      assertThat(library.lent.get()).isZero();
    }
  }

  @Test
  void the_revision_before_modes_is_asked_without_one() throws Exception {
    try (var client = StdioClient.initialized(library.server(), "2025-06-18", FORMS)) {
      JsonNode question = client.ask(legacy("1", "tools/call", call("lend")));
      assertThat(question.path("params").has("mode")).isFalse();
      client.send(answer(question, "{\"action\":\"cancel\"}"));
      assertThat(text(client.next())).isEqualTo("cancelled");
    }
  }
}
