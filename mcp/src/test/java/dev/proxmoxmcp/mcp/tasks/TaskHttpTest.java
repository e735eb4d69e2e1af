package dev.proxmoxmcp.mcp.tasks;

import static dev.proxmoxmcp.mcp.fixture.Talk.call;
import static dev.proxmoxmcp.mcp.fixture.Talk.code;
import static dev.proxmoxmcp.mcp.fixture.Talk.json;
import static dev.proxmoxmcp.mcp.tasks.TaskBench.KNOWS;
import static dev.proxmoxmcp.mcp.tasks.TaskBench.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.TaskStore;
import dev.proxmoxmcp.mcp.fixture.HttpClient;
import dev.proxmoxmcp.mcp.fixture.Workbench;
import dev.proxmoxmcp.mcp.transport.http.HttpSettings;
import dev.proxmoxmcp.mcp.transport.http.HttpTransport;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasks over HTTP: headers, connections that go away, principals, and who listens. */
class TaskHttpTest {
  private static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";

  private final TaskStore store = TaskStore.inMemory();
  private final TaskBench bench = new TaskBench(store);
  private HttpTransport transport;

  @BeforeEach
  void serve() throws IOException {
    transport = serve("local");
  }

  @AfterEach
  void end() {
    bench.release();
    bench.release();
    transport.close();
  }

  private HttpTransport serve(String principal) throws IOException {
    return HttpTransport.start(
        bench.server(),
        new HttpSettings("127.0.0.1", 0, new Caller(principal)),
        new SecureRandom());
  }

  @Test
  void the_header_that_names_the_task_must_say_what_the_body_says() throws Exception {
    String id = begin("work");
    String get = request("1", "tasks/get", "{\"taskId\":\"" + id + "\"}", KNOWS);
    try (HttpClient client = new HttpClient(transport.address())) {
      assertThat(client.post(get, headers(get, id)).json().at("/result/taskId").stringValue(""))
          .isEqualTo(id);
      for (String wrong : new String[] {"", "0".repeat(32)}) {
        HttpClient.Answer refused = client.post(get, headers(get, wrong));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(code(refused.json())).isEqualTo(-32020);
      }
    }
  }

  @Test
  void what_a_client_lacks_is_a_bad_request() throws Exception {
    try (HttpClient client = new HttpClient(transport.address())) {
      HttpClient.Answer refused = client.modern(request("1", "tools/call", call("must"), "{}"));
      assertThat(refused.status()).isEqualTo(400);
      assertThat(code(refused.json())).isEqualTo(-32021);
    }
  }

  @Test
  void a_connection_that_goes_away_ends_a_call_and_not_a_task() throws Exception {
    String id = begin("work"); // its connection is closed
    bench.awaitStart();
    assertThat(get(transport, id).path("status").stringValue("")).isEqualTo("working");
    bench.release();
    assertThat(await(id, "completed").at("/result/content/0/text").stringValue(""))
        .isEqualTo("worked, cancelled=false");
    assertThat(bench.interrupts()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasks/get", "tasks/update", "tasks/cancel"})
  void the_task_of_another_principal_is_not_there(String method) throws Exception {
    String id = begin("work");
    bench.awaitStart();
    try (HttpTransport others = serve("somebody else")) {
      String message =
          request("1", method, "{\"taskId\":\"" + id + "\",\"inputResponses\":{}}", KNOWS);
      JsonNode foreign = send(others, message, id);
      String unknown = "0".repeat(32);
      JsonNode none = send(others, message.replace(id, unknown), unknown);
      assertThat(code(foreign)).isEqualTo(-32602);
      assertThat(foreign).as("it cannot be told apart from none").isEqualTo(none);
    }
    assertThat(get(transport, id).path("status").stringValue("")).isEqualTo("working");
  }

  @Test
  void who_listens_is_told_of_each_state_of_the_tasks_that_are_his() throws Exception {
    String id = begin("ask");
    String foreign = "0".repeat(32);
    try (HttpClient listener = listen(id, foreign)) {
      JsonNode agreed = next(listener, "notifications/subscriptions/acknowledged");
      assertThat(agreed.at("/params/notifications/taskIds")).isEqualTo(json("[\"" + id + "\"]"));
      JsonNode task = next(listener, "notifications/tasks");
      while (task.at("/params/status").stringValue("").equals("working")) {
        task = next(listener, "notifications/tasks");
      }
      assertThat(task.at("/params/inputRequests").propertyNames()).containsExactly("left", "right");
      update(id, "left");
      assertThat(next(listener, "notifications/tasks").at("/params/inputRequests").propertyNames())
          .containsExactly("right");
      update(id, "right");
      assertThat(next(listener, "notifications/tasks").at("/params/status").stringValue(""))
          .isEqualTo("working");
      JsonNode done = next(listener, "notifications/tasks");
      ObjectNode told = ((ObjectNode) done.get("params")).without("_meta");
      ObjectNode asked = (ObjectNode) await(id, "completed");
      asked.remove("resultType");
      asked.remove("_meta");
      assertThat(told).as("what a poll would tell").isEqualTo(asked);
    }
  }

  @Test
  void who_listens_to_a_task_that_ended_is_told_so_at_once() throws Exception {
    String id = begin("refuse");
    await(id, "completed");
    try (HttpClient listener = listen(id, id)) {
      next(listener, "notifications/subscriptions/acknowledged");
      assertThat(next(listener, "notifications/tasks").at("/params/status").stringValue(""))
          .isEqualTo("completed");
    }
  }

  @Test
  void who_listens_to_tasks_must_know_them() throws Exception {
    String message =
        request("1", "subscriptions/listen", "{\"notifications\":{\"taskIds\":[]}}", "{}");
    try (HttpClient client = new HttpClient(transport.address())) {
      assertThat(code(client.modern(message).json())).isEqualTo(-32021);
    }
  }

  @Test
  void the_extension_is_told_to_who_discovers() throws Exception {
    try (HttpClient client = new HttpClient(transport.address())) {
      JsonNode answer = client.modern(request("1", "server/discover", "{}", KNOWS)).json();
      assertThat(answer.at("/result/capabilities/extensions"))
          .isEqualTo(json("{\"io.modelcontextprotocol/tasks\":{}}"));
      assertThat(answer.at("/result/capabilities").has("tasks")).isFalse();
    }
  }

  private HttpClient listen(String... ids) throws IOException {
    String params = "{\"notifications\":{\"taskIds\":[\"" + String.join("\",\"", ids) + "\"]}}";
    String message = request("77", "subscriptions/listen", params, KNOWS);
    HttpClient listener = new HttpClient(transport.address());
    listener.send("POST", message, headers(message, ""));
    listener.read();
    return listener;
  }

  private static JsonNode next(HttpClient listener, String method) throws IOException {
    JsonNode event = Objects.requireNonNull(listener.nextEvent(), "an event");
    assertThat(event.path("method").stringValue("")).isEqualTo(method);
    assertThat(event.path("params").path("_meta").path(SUBSCRIPTION).intValue(0)).isEqualTo(77);
    return event;
  }

  private String begin(String tool) throws IOException {
    try (HttpClient client = new HttpClient(transport.address())) {
      JsonNode answer = client.modern(request("1", "tools/call", call(tool), KNOWS)).json();
      assertThat(answer.at("/result/resultType").stringValue("")).isEqualTo("task");
      return answer.at("/result/taskId").stringValue("");
    }
  }

  private void update(String id, String key) throws IOException {
    String params =
        """
        {"taskId":"%s","inputResponses":{"%s":{"action":"accept","content":{"yes":true}}}}
        """
            .formatted(id, key);
    assertThat(send(transport, request("1", "tasks/update", params, KNOWS), id).has("result"))
        .isTrue();
  }

  private static JsonNode get(HttpTransport from, String id) throws IOException {
    return send(from, request("1", "tasks/get", "{\"taskId\":\"" + id + "\"}", KNOWS), id)
        .path("result");
  }

  private JsonNode await(String id, String status) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Workbench.PATIENCE_SECONDS);
    JsonNode task = get(transport, id);
    while (!task.path("status").stringValue("").equals(status)) {
      assertThat(System.nanoTime()).as("%s instead of %s", task, status).isLessThan(end);
      task = get(transport, id);
    }
    return task;
  }

  private static JsonNode send(HttpTransport to, String message, String name) throws IOException {
    try (HttpClient client = new HttpClient(to.address())) {
      return client.post(message, headers(message, name)).json();
    }
  }

  private static Map<String, String> headers(String message, String name) {
    Map<String, String> headers = HttpClient.modernHeaders(message);
    headers.put("Mcp-Name", name);
    return headers;
  }
}
