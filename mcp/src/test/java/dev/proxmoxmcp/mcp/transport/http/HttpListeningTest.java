package dev.proxmoxmcp.mcp.transport.http;

import static dev.proxmoxmcp.mcp.fixture.Talk.answer;
import static dev.proxmoxmcp.mcp.fixture.Talk.call;
import static dev.proxmoxmcp.mcp.fixture.Talk.code;
import static dev.proxmoxmcp.mcp.fixture.Talk.legacy;
import static dev.proxmoxmcp.mcp.fixture.Talk.modern;
import static dev.proxmoxmcp.mcp.fixture.Talk.notification;
import static dev.proxmoxmcp.mcp.fixture.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.ListChanges.Changed;
import dev.proxmoxmcp.mcp.fixture.HttpClient;
import dev.proxmoxmcp.mcp.fixture.HttpClient.Answer;
import dev.proxmoxmcp.mcp.fixture.Library;
import dev.proxmoxmcp.mcp.fixture.Talk;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Streams that a client opens, loses and comes back to, and questions that come on them. */
class HttpListeningTest {
  private static final String SESSION = "Mcp-Session-Id";
  private static final String FORMS = "{\"elicitation\":{}}";
  private static final String YES = "{\"action\":\"accept\",\"content\":{\"sure\":true}}";

  private final Library library = new Library();

  @SuppressWarnings("NullAway.Init") // set before each test
  private HttpTransport transport;

  @BeforeEach
  void start() throws Exception {
    transport =
        HttpTransport.start(
            library.server(),
            new HttpSettings(
                "127.0.0.1",
                0,
                new Caller("local"),
                HttpLimits.DEFAULT.withSilence(Duration.ofMillis(50))),
            new SecureRandom());
  }

  @AfterEach
  void stop() {
    transport.close();
  }

  private HttpClient client() throws Exception {
    return new HttpClient(transport.address());
  }

  private Map<String, String> session(String version) throws Exception {
    try (HttpClient client = client()) {
      String id = client.post(Talk.initialize(version, FORMS), Map.of()).header(SESSION);
      Map<String, String> session = Map.of(SESSION, id, "MCP-Protocol-Version", version);
      assertThat(client.post(notification("notifications/initialized", "{}"), session).status())
          .isEqualTo(202);
      return session;
    }
  }

  private static Map<String, String> after(Map<String, String> session, String event) {
    Map<String, String> headers = new HashMap<>(session);
    headers.put("Last-Event-ID", event);
    return headers;
  }

  private static JsonNode event(HttpClient client) throws Exception {
    return Objects.requireNonNull(client.nextEvent(), "the stream ended");
  }

  private static Answer get(HttpClient client, Map<String, String> headers) throws Exception {
    client.send("GET", "", headers);
    return client.read();
  }

  @Test
  void a_legacy_client_hears_changes_on_a_stream_of_its_own_and_none_is_lost_in_between()
      throws Exception {
    Map<String, String> session = session("2025-11-25");
    library.changed(Changed.TOOLS);
    String lastEvent;
    try (HttpClient client = client()) {
      Answer head = get(client, session);
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Type")).isEqualTo("text/event-stream");
      assertThat(event(client).path("method").stringValue())
          .isEqualTo("notifications/tools/list_changed");
      lastEvent = Objects.requireNonNull(client.lastEventId());
    }
    library.changed(Changed.PROMPTS);
    library.changed(Changed.RESOURCES);
    try (HttpClient client = client()) {
      assertThat(get(client, after(session, lastEvent)).status()).isEqualTo(200);
      assertThat(event(client).path("method").stringValue())
          .isEqualTo("notifications/prompts/list_changed");
      assertThat(event(client).path("method").stringValue())
          .isEqualTo("notifications/resources/list_changed");
    }
  }

  @Test
  void a_second_stream_of_one_session_takes_over_from_the_first() throws Exception {
    Map<String, String> session = session("2025-11-25");
    try (HttpClient first = client();
        HttpClient second = client()) {
      get(first, session);
      get(second, session);
      assertThat(first.nextEvent()).isNull();
      library.changed(Changed.TOOLS);
      assertThat(event(second).path("method").stringValue())
          .isEqualTo("notifications/tools/list_changed");
    }
  }

  @Test
  void a_client_that_let_go_comes_back_for_the_answer() throws Exception {
    Map<String, String> session = session("2025-11-25");
    String lastEvent;
    try (HttpClient client = client()) {
      Answer head = client.post(legacy("1", "tools/call", call("long")), session);
      assertThat(head.header("Content-Type")).isEqualTo("text/event-stream");
      assertThat(client.nextEvent()).isNull();
      lastEvent = Objects.requireNonNull(client.lastEventId(), "the stream begins with an id");
    }
    try (HttpClient client = client()) {
      assertThat(get(client, after(session, lastEvent)).status()).isEqualTo(200);
      library.finishLong();
      assertThat(text(event(client))).isEqualTo("done at last");
      assertThat(client.nextEvent()).isNull();
      assertThat(get(client, after(session, lastEvent)).status()).isEqualTo(400);
    }
  }

  @Test
  void a_client_whose_revision_knows_no_polling_keeps_its_connection() throws Exception {
    Map<String, String> session = session("2025-06-18");
    try (HttpClient client = client()) {
      client.send("POST", legacy("1", "tools/call", call("long")), session);
      library.finishLong();
      Answer head = client.read();
      assertThat(text(head.body().isEmpty() ? event(client) : head.json()))
          .isEqualTo("done at last");
    }
  }

  @Test
  void a_question_comes_on_the_stream_of_its_call_and_its_answer_by_a_post() throws Exception {
    Map<String, String> session = session("2025-11-25");
    try (HttpClient caller = client();
        HttpClient client = client()) {
      caller.post(legacy("1", "tools/call", call("lend")), session);
      JsonNode question = event(caller);
      assertThat(client.post(answer(question, YES), session).status()).isEqualTo(202);
      assertThat(text(event(caller))).isEqualTo("plan-1 {\"sure\":true}");
    }
  }

  @Test
  void a_question_is_not_answered_from_another_session() throws Exception {
    Map<String, String> session = session("2025-11-25");
    Map<String, String> other = session("2025-11-25");
    try (HttpClient caller = client();
        HttpClient client = client()) {
      caller.post(legacy("1", "tools/call", call("lend")), session);
      JsonNode question = event(caller);
      assertThat(client.post(answer(question, YES), other).status()).isEqualTo(202);
      client.post(answer(question, "{\"action\":\"decline\"}"), session);
      assertThat(text(event(caller))).isEqualTo("declined");
      assertThat(library.lent.get()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "s.", "s.-1", "s.99", "p1.5", "p99.0", "s.0x1", "p0"})
  void an_event_that_this_session_never_had_is_no_place_to_go_on_from(String event)
      throws Exception {
    try (HttpClient client = client()) {
      assertThat(get(client, after(session("2025-11-25"), event)).status()).isEqualTo(400);
    }
  }

  @Test
  void streams_of_other_sessions_are_not_there() throws Exception {
    Map<String, String> session = session("2025-11-25");
    String lastEvent;
    try (HttpClient client = client()) {
      client.post(legacy("1", "tools/call", call("long")), session);
      client.nextEvent();
      lastEvent = Objects.requireNonNull(client.lastEventId());
    }
    try (HttpClient client = client()) {
      assertThat(get(client, after(session("2025-11-25"), lastEvent)).status()).isEqualTo(400);
      Map<String, String> guessed = Map.of(SESSION, "0".repeat(32));
      assertThat(get(client, guessed).status()).isEqualTo(404);
      assertThat(get(client, Map.of()).status()).isEqualTo(400);
    }
    library.finishLong();
  }

  @Test
  void a_get_takes_events_and_belongs_to_the_legacy_era() throws Exception {
    Map<String, String> session = new HashMap<>(session("2025-11-25"));
    try (HttpClient client = client()) {
      session.put("Accept", "application/json");
      assertThat(get(client, session).status()).isEqualTo(406);
      Answer refused = get(client, Map.of("MCP-Protocol-Version", "2026-07-28"));
      assertThat(refused.status()).isEqualTo(405);
      assertThat(refused.header("Allow")).isEqualTo("POST");
    }
  }

  @Test
  void a_modern_client_listens_until_it_goes_away() throws Exception {
    try (HttpClient client = client()) {
      Answer head =
          client.modern(
              modern(
                  "1",
                  "subscriptions/listen",
                  "{\"notifications\":{\"resourceSubscriptions\":[\"book:one\"]}}"));
      assertThat(head.status()).isEqualTo(200);
      assertThat(event(client).path("method").stringValue())
          .isEqualTo("notifications/subscriptions/acknowledged");
      assertThat(client.lastEventId()).isNull();
      library.rewrite("book:one");
      assertThat(event(client).at("/params/uri").stringValue()).isEqualTo("book:one");
    }
    Eventually.holds(() -> library.watchers() == 0, "a client that is gone watches nothing");
  }

  @Test
  void a_legacy_session_that_ends_watches_nothing_any_more() throws Exception {
    Map<String, String> session = session("2025-11-25");
    Map<String, String> other = session("2025-11-25");
    String book = "{\"uri\":\"book:one\"}";
    try (HttpClient client = client()) {
      client.post(legacy("1", "resources/subscribe", book), session);
      client.post(legacy("1", "resources/subscribe", book), other);
      assertThat(library.watchers()).isEqualTo(2);
      client.send("DELETE", "", session);
      assertThat(client.read().status()).isEqualTo(204);
      assertThat(library.watchers()).isEqualTo(1);
    }
    transport.close();
    assertThat(library.watchers()).isZero();
  }

  @Test
  void at_the_end_whoever_listens_is_told_so() throws Exception {
    Map<String, String> session = session("2025-11-25");
    try (HttpClient recent = client();
        HttpClient old = client()) {
      recent.modern(modern("1", "subscriptions/listen", "{\"notifications\":{}}"));
      event(recent);
      get(old, session);
      transport.close();
      assertThat(event(recent).at("/result/resultType").stringValue()).isEqualTo("complete");
      assertThat(recent.nextEvent()).isNull();
      assertThat(old.nextEvent()).isNull();
    }
  }

  @Test
  void what_a_client_lacks_is_a_bad_request_before_anything_was_streamed() throws Exception {
    try (HttpClient client = client()) {
      Answer refused = client.modern(modern("1", "tools/call", call("lend")));
      assertThat(refused.status()).isEqualTo(400);
      assertThat(code(refused.json())).isEqualTo(-32021);
    }
  }
}
