package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.app.ServedLab.Post;
import dev.proxmoxmcp.app.ServedLab.Stdio;
import dev.proxmoxmcp.base.Tier;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A stop that a person must confirm, as clients of both eras carry his answer. */
@Timeout(120)
class ConfirmationServedTest {
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{"elicitation":{}},"clientInfo":{"name":"desk","version":"1"}}}\
      """;
  private static final String INITIALIZED =
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
  private static final String META =
      """
      "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"desk","version":"1"},"io.modelcontextprotocol/clientCapabilities":{"elicitation":{"form":{}}}}\
      """;
  private static final Map<String, String> MODERN =
      Map.of(
          "MCP-Protocol-Version", "2026-07-28",
          "Mcp-Method", "tools/call",
          "Mcp-Name", "guest_power");
  private static final String YES = "{\"action\":\"accept\",\"content\":{\"confirm\":true}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"action\":\"accept\",\"content\":{\"confirm\":true}}|now stopped|1",
        "{\"action\":\"accept\",\"content\":{\"confirm\":false}}|without a yes|0",
        "{\"action\":\"accept\",\"content\":{\"confirm\":\"true\"}}|neither a yes nor a no|0",
        "{\"action\":\"decline\"}|said no|0",
        "{\"action\":\"cancel\"}|closed the question|0",
        "{\"action\":\"perhaps\"}|neither a yes nor a no|0"
      })
  void a_legacy_client_over_stdio_is_asked_and_its_answer_decides(
      String answer, String said, int writes) throws Exception {
    try (ServedLab lab = new ServedLab(Tier.CHANGE)) {
      Stdio client = lab.stdio();
      client.ask(INITIALIZE);
      client.say(INITIALIZED);
      client.say(stop(2, ""));
      JsonNode question = client.next(message -> message.has("method"));
      assertThat(question.path("method").asString()).isEqualTo("elicitation/create");
      assertThat(question.at("/params/message").asString())
          .startsWith("Stop of VM 101 \"web1\" on pve1, on cluster demo, tier destroy?");
      assertThat(lab.writes()).isZero();

      JsonNode result =
          client.ask(
              "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}"
                  .formatted(question.path("id"), answer));

      assertThat(text(result)).contains(said);
      assertThat(result.at("/result/isError").asBoolean(false)).isEqualTo(writes == 0);
      assertThat(lab.writes()).isEqualTo(writes);
    }
  }

  @Test
  void a_legacy_client_over_http_is_asked_on_the_stream_of_its_call() throws Exception {
    try (ServedLab lab = new ServedLab(Tier.CHANGE)) {
      URI server = lab.http();
      Map<String, String> session = session(server);
      try (Post call = new Post(server, stop(2, ""), session)) {
        JsonNode question = call.next();
        try (Post answer =
            new Post(
                server,
                "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}".formatted(question.path("id"), YES),
                session)) {
          answer.next();
        }

        assertThat(text(call.next())).contains("now stopped");
        assertThat(lab.writes()).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"action\":\"accept\",\"content\":{\"confirm\":true}}|now stopped|1",
        "{\"action\":\"accept\",\"content\":{\"confirm\":false}}|without a yes|0",
        "{\"action\":\"decline\"}|said no|0",
        "{\"action\":\"cancel\"}|closed the question|0"
      })
  void a_modern_client_over_stdio_comes_back_with_the_answer(String answer, String said, int writes)
      throws Exception {
    try (ServedLab lab = new ServedLab(Tier.CHANGE)) {
      Stdio client = lab.stdio();
      JsonNode first = client.ask(stop(2, "," + META));
      assertThat(first.at("/result/resultType").asString()).isEqualTo("input_required");
      assertThat(lab.writes()).isZero();

      JsonNode second = client.ask(stop(3, answered(first, answer) + "," + META));

      assertThat(text(second)).contains(said);
      assertThat(lab.writes()).isEqualTo(writes);
    }
  }

  @Test
  void a_modern_client_over_http_comes_back_with_the_answer_and_once_only() throws Exception {
    try (ServedLab lab = new ServedLab(Tier.CHANGE)) {
      URI server = lab.http();
      JsonNode first = post(server, stop(2, "," + META), MODERN);

      String again = stop(3, answered(first, YES) + "," + META);
      assertThat(text(post(server, again, MODERN))).contains("now stopped");
      assertThat(lab.writes()).isEqualTo(1);

      assertThat(post(server, again, MODERN).at("/error/message").asString())
          .contains("was used before");
      assertThat(lab.writes()).isEqualTo(1);
    }
  }

  @Test
  void an_answer_without_a_question_before_it_is_no_answer() throws Exception {
    try (ServedLab lab = new ServedLab(Tier.CHANGE)) {
      Stdio client = lab.stdio();
      String forged = ",\"inputResponses\":{\"approval\":" + YES + "}";

      assertThat(client.ask(stop(2, forged + "," + META)).at("/result/resultType").asString())
          .isEqualTo("input_required");
      assertThat(
              client
                  .ask(stop(3, forged + ",\"requestState\":\"AAAA\"," + META))
                  .at("/error/code")
                  .asInt())
          .isEqualTo(-32602);
      assertThat(lab.writes()).isZero();
    }
  }

  @Test
  void an_answer_for_another_call_or_too_late_is_none() throws Exception {
    try (ServedLab lab = new ServedLab(Tier.CHANGE)) {
      Stdio client = lab.stdio();
      JsonNode first = client.ask(stop(2, "," + META));
      String other = stop(3, answered(first, YES) + "," + META).replace("\"101\"", "\"201\"");
      assertThat(client.ask(other).at("/error/code").asInt()).isEqualTo(-32602);

      JsonNode second = client.ask(stop(4, "," + META));
      lab.clock.advance(Duration.ofMinutes(11));
      assertThat(
              client
                  .ask(stop(5, answered(second, YES) + "," + META))
                  .at("/error/message")
                  .asString())
          .contains("older than ten minutes");
      assertThat(lab.writes()).isZero();
    }
  }

  @Test
  void what_changed_between_question_and_answer_is_refused_in_the_newer_era_too() throws Exception {
    try (ServedLab lab = new ServedLab(Tier.CHANGE)) {
      Stdio client = lab.stdio();
      JsonNode first = client.ask(stop(2, "," + META).replace("[\"101\"]", "[\"101\",\"201\"]"));
      client.ask(stop(3, "," + META).replace("\"stop\"", "\"shutdown\""));
      long before = lab.writes();

      JsonNode second =
          client.ask(
              stop(4, answered(first, YES) + "," + META).replace("[\"101\"]", "[\"101\",\"201\"]"));

      assertThat(text(second)).contains("made for another state", "VM 101 state was running");
      assertThat(lab.writes()).isEqualTo(before);
    }
  }

  @Test
  void where_the_policy_allows_it_nobody_is_asked() throws Exception {
    try (ServedLab lab = new ServedLab(Tier.CHANGE, Tier.DESTROY)) {
      assertThat(text(lab.stdio().ask(stop(2, "," + META)))).contains("now stopped");
    }
  }

  private static String answered(JsonNode first, String answer) {
    return ",\"requestState\":%s,\"inputResponses\":{\"approval\":%s}"
        .formatted(first.at("/result/requestState"), answer);
  }

  private static String stop(int id, String more) {
    return """
    {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"guest_power","arguments":{"guests":["101"],"action":"stop"}%s}}\
    """
        .formatted(id, more);
  }

  private static String text(JsonNode answer) {
    return answer.at("/result/content/0/text").asString();
  }

  private static Map<String, String> session(URI server) throws IOException {
    Map<String, String> headers;
    try (Post hello = new Post(server, INITIALIZE, Map.of())) {
      hello.next();
      headers = Map.of("Mcp-Session-Id", hello.session(), "MCP-Protocol-Version", "2025-11-25");
    }
    try (Post initialized = new Post(server, INITIALIZED, headers)) {
      initialized.next();
      return headers;
    }
  }

  private static JsonNode post(URI server, String body, Map<String, String> headers)
      throws IOException {
    try (Post post = new Post(server, body, headers)) {
      return post.next();
    }
  }
}
