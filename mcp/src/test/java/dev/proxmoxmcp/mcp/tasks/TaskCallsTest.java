package dev.proxmoxmcp.mcp.tasks;

import static dev.proxmoxmcp.mcp.fixture.Talk.call;
import static dev.proxmoxmcp.mcp.fixture.Talk.code;
import static dev.proxmoxmcp.mcp.fixture.Talk.json;
import static dev.proxmoxmcp.mcp.tasks.TaskBench.KNOWS;
import static dev.proxmoxmcp.mcp.tasks.TaskBench.ask;
import static dev.proxmoxmcp.mcp.tasks.TaskBench.await;
import static dev.proxmoxmcp.mcp.tasks.TaskBench.begin;
import static dev.proxmoxmcp.mcp.tasks.TaskBench.request;
import static dev.proxmoxmcp.mcp.tasks.TaskBench.text;
import static dev.proxmoxmcp.mcp.tasks.TaskBench.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.fixture.StdioClient;
import dev.proxmoxmcp.mcp.fixture.Talk;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Calls that become tasks, over standard input and output: what is said to whom. */
class TaskCallsTest {
  private final TaskBench bench = new TaskBench();

  @Test
  void a_call_is_answered_at_once_with_a_task_and_goes_on() throws Exception {
    try (var client = new StdioClient(bench.server())) {
      JsonNode created = client.ask(request("1", "tools/call", call("work"), KNOWS)).get("result");
      assertThat(created.propertyNames())
          .containsExactlyInAnyOrder(
              "resultType",
              "taskId",
              "status",
              "createdAt",
              "lastUpdatedAt",
              "ttlMs",
              "pollIntervalMs",
              "_meta");
      assertThat(created.path("resultType").stringValue("")).isEqualTo("task");
      assertThat(created.path("status").stringValue("")).isEqualTo("working");
      assertThat(created.path("taskId").stringValue("")).matches("[0-9a-f]{32}");
      assertThat(created.path("ttlMs").longValue(0)).isEqualTo(600_000);
      assertThat(created.path("pollIntervalMs").longValue(0)).isEqualTo(250);
      bench.awaitStart();
      bench.release();
      JsonNode task = await(client, created.path("taskId").stringValue(""), "completed");
      assertThat(task.path("resultType").stringValue("")).isEqualTo("complete");
      assertThat(text(task)).isEqualTo("worked, cancelled=false");
    }
  }

  @Test
  void progress_before_it_goes_to_the_request_and_after_it_is_what_a_poll_tells() throws Exception {
    try (var client = new StdioClient(bench.server())) {
      client.send(
          request(
              "1",
              "tools/call",
              "{\"name\":\"work\",\"arguments\":{},\"_meta\":{\"progressToken\":\"p\"}}",
              KNOWS));
      assertThat(client.next().at("/params/message").stringValue("")).isEqualTo("before");
      String id = client.next().at("/result/taskId").stringValue("");
      bench.awaitStart();
      assertThat(ask(client, "get", id, "").at("/result/statusMessage").stringValue(""))
          .isEqualTo("half way");
      bench.release();
      await(client, id, "completed");
      assertThat(client.end()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"work", "never"})
  void without_the_extension_a_call_is_answered_at_its_end(String tool) throws Exception {
    try (var client = new StdioClient(bench.server())) {
      bench.release();
      JsonNode answer = client.ask(request("1", "tools/call", call(tool), "{}"));
      assertThat(answer.at("/result/resultType").stringValue("")).isEqualTo("complete");
      assertThat(answer.path("result").has("taskId")).isFalse();
    }
  }

  @Test
  void a_tool_that_never_becomes_a_task_does_not_for_a_client_that_knows_them() throws Exception {
    try (var client = new StdioClient(bench.server())) {
      assertThat(Talk.text(client.ask(request("1", "tools/call", call("never"), KNOWS))))
          .isEqualTo("a task: false");
    }
  }

  @Test
  void a_legacy_client_has_no_tasks_whatever_it_declares() throws Exception {
    try (var client = new StdioClient(bench.server())) {
      JsonNode greeting =
          client.ask(
              Talk.initialize("2025-11-25")
                  .replace("\"capabilities\":{}", "\"capabilities\":" + KNOWS));
      assertThat(greeting.at("/result/capabilities").has("extensions")).isFalse();
      bench.release();
      assertThat(Talk.text(client.ask(Talk.legacy("1", "tools/call", call("work")))))
          .isEqualTo("worked, cancelled=false");
      assertThat(code(client.ask(Talk.legacy("2", "tasks/get", "{\"taskId\":\"x\"}"))))
          .isEqualTo(-32601);
    }
  }

  @Test
  void a_tool_that_must_be_a_task_is_refused_with_what_the_client_lacks() throws Exception {
    try (var client = new StdioClient(bench.server())) {
      JsonNode refused = client.ask(request("1", "tools/call", call("must"), "{}"));
      assertThat(code(refused)).isEqualTo(-32021);
      assertThat(refused.at("/error/data"))
          .isEqualTo(
              json(
                  """
                  {"requiredCapabilities":{"extensions":{"io.modelcontextprotocol/tasks":{}}}}
                  """));
      assertThat(text(await(client, begin(client, "must"), "completed"))).isEqualTo("a task: true");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasks/get", "tasks/update", "tasks/cancel"})
  void the_methods_of_tasks_are_for_clients_that_declare_them_with_each_request(String method)
      throws Exception {
    try (var client = new StdioClient(bench.server())) {
      String params = "{\"taskId\":\"x\",\"inputResponses\":{}}";
      assertThat(code(client.ask(request("1", method, params, "{}")))).isEqualTo(-32021);
      assertThat(code(client.ask(request("2", method, params, KNOWS)))).isEqualTo(-32602);
      assertThat(code(client.ask(request("3", method, "{}", KNOWS)))).isEqualTo(-32602);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasks/list", "tasks/result"})
  void what_the_experimental_tasks_had_is_unknown(String method) throws Exception {
    try (var client = new StdioClient(bench.server())) {
      assertThat(code(client.ask(request("1", method, "{\"taskId\":\"x\"}", KNOWS))))
          .isEqualTo(-32601);
    }
  }

  @Test
  void a_refusal_of_a_tool_is_a_completed_task_and_an_error_of_the_protocol_a_failed_one()
      throws Exception {
    try (var client = new StdioClient(bench.server())) {
      JsonNode refused = await(client, begin(client, "refuse"), "completed");
      assertThat(refused.at("/result/isError").booleanValue(false)).isTrue();
      assertThat(text(refused)).isEqualTo("no such thing: 42");
      JsonNode failed = await(client, begin(client, "roots"), "failed");
      assertThat(failed.at("/error/code").intValue(0)).isEqualTo(-32021);
      assertThat(failed.has("result")).isFalse();
    }
  }

  @Test
  void what_a_handler_throws_is_told_to_nobody() throws Exception {
    try (var client = new StdioClient(bench.server())) {
      JsonNode task = await(client, begin(client, "defect"), "completed");
      assertThat(task.toString()).contains("internal error").doesNotContain("hunter2");
    }
  }

  @Test
  void cancelling_reaches_the_work_and_is_acknowledged_again_at_its_end() throws Exception {
    try (var client = new StdioClient(bench.server())) {
      String id = begin(client, "work");
      bench.awaitStart();
      for (int time = 0; time < 2; time++) {
        assertThat(ask(client, "cancel", id, "").path("result").propertyNames())
            .containsExactlyInAnyOrder("resultType", "_meta");
        JsonNode task = await(client, id, "cancelled");
        assertThat(task.has("result") || task.has("error")).isFalse();
      }
    }
  }

  @Test
  void a_task_that_was_done_all_the_same_says_so_though_it_was_cancelled() throws Exception {
    try (var client = new StdioClient(bench.server())) {
      String id = begin(client, "stubborn");
      bench.awaitStart();
      ask(client, "cancel", id, "");
      assertThat(ask(client, "get", id, "").at("/result/statusMessage").stringValue(""))
          .isEqualTo("being cancelled");
      bench.release();
      assertThat(text(await(client, id, "completed")))
          .isEqualTo("done all the same, interrupted=true");
    }
  }

  @Test
  void cancelling_the_request_that_began_it_no_longer_means_anything() throws Exception {
    try (var client = new StdioClient(bench.server())) {
      String id = begin(client, "work");
      bench.awaitStart();
      client.send(Talk.cancel("\"begin\""));
      assertThat(begin(client, "refuse")).as("the id is free again").isNotEqualTo(id);
      bench.release();
      assertThat(text(await(client, id, "completed"))).isEqualTo("worked, cancelled=false");
    }
  }

  @Test
  void one_principal_has_so_many_at_work_and_one_more_runs_as_a_plain_call() throws Exception {
    try (var client = new StdioClient(bench.server())) {
      begin(client, "work");
      begin(client, "work");
      bench.awaitStart();
      bench.awaitStart();
      assertThat(Talk.text(client.ask(request("3", "tools/call", call("refuse"), KNOWS))))
          .isEqualTo("no such thing: 42");
      bench.release();
      bench.release();
    }
  }

  @Test
  void so_many_are_kept_and_the_one_that_ended_first_makes_room() throws Exception {
    try (var client = new StdioClient(bench.server())) {
      String[] ids = new String[4];
      for (int number = 0; number < ids.length; number++) {
        ids[number] = begin(client, "refuse");
        await(client, ids[number], "completed");
        bench.clock.advance(Duration.ofSeconds(1));
      }
      assertThat(code(ask(client, "get", ids[0], ""))).isEqualTo(-32602);
      await(client, ids[1], "completed");
      await(client, ids[3], "completed");
    }
  }

  @Test
  void a_task_is_there_until_its_time_is_over() throws Exception {
    try (var client = new StdioClient(bench.server())) {
      String id = begin(client, "refuse");
      await(client, id, "completed");
      bench.clock.advance(Duration.ofMinutes(10).minusMillis(1));
      await(client, id, "completed");
      bench.clock.advance(Duration.ofMillis(1));
      assertThat(code(ask(client, "get", id, ""))).isEqualTo(-32602);
    }
  }

  @Test
  void one_that_works_longer_than_a_task_may_live_is_interrupted_and_makes_room() throws Exception {
    try (var client = new StdioClient(bench.server())) {
      String id = begin(client, "work");
      begin(client, "work");
      bench.awaitStart();
      bench.awaitStart();
      bench.clock.advance(Duration.ofMinutes(10));
      begin(client, "refuse");
      TaskBench.awaitGone(client, id);
      assertThat(bench.interrupts()).isEqualTo(2);
    }
  }

  @Test
  void questions_park_the_task_until_each_has_an_answer() throws Exception {
    try (var client = new StdioClient(bench.server())) {
      String id = begin(client, "ask");
      JsonNode parked = await(client, id, "input_required");
      assertThat(parked.path("inputRequests").propertyNames()).containsExactly("left", "right");
      assertThat(parked.at("/inputRequests/left/method").stringValue(""))
          .isEqualTo("elicitation/create");
      assertThat(yes(client, id, "left").path("result").propertyNames())
          .containsExactlyInAnyOrder("resultType", "_meta");
      JsonNode still = ask(client, "get", id, "").get("result");
      assertThat(still.path("status").stringValue("")).isEqualTo("input_required");
      assertThat(still.path("inputRequests").propertyNames()).containsExactly("right");
      yes(client, id, "right");
      assertThat(text(await(client, id, "completed")))
          .isEqualTo("Accepted[content={\"yes\":true}] Accepted[content={\"yes\":true}]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"nobody\":{\"action\":\"accept\",\"content\":{\"yes\":true}}}",
        "{\"left\":12345}",
        "{\"left\":{\"action\":\"accept\",\"content\":{\"yes\":\"perhaps\"}}}",
        "{\"left\":{\"action\":\"accept\"}}",
        "{}",
      })
  void what_answers_nothing_is_acknowledged_and_changes_nothing(String responses) throws Exception {
    try (var client = new StdioClient(bench.server())) {
      String id = begin(client, "ask");
      JsonNode before = await(client, id, "input_required");
      assertThat(ask(client, "update", id, ",\"inputResponses\":" + responses).has("result"))
          .isTrue();
      assertThat(ask(client, "get", id, "").get("result")).isEqualTo(before);
    }
  }

  @Test
  void a_key_never_stands_for_two_questions_and_an_answer_counts_once() throws Exception {
    try (var client = new StdioClient(bench.server())) {
      String id = begin(client, "askTwice");
      assertThat(await(client, id, "input_required").path("inputRequests").propertyNames())
          .containsExactly("same");
      yes(client, id, "same");
      yes(client, id, "same");
      assertThat(await(client, id, "input_required").path("inputRequests").propertyNames())
          .containsExactly("same-2");
      ask(client, "update", id, ",\"inputResponses\":{\"same-2\":{\"action\":\"decline\"}}");
      assertThat(text(await(client, id, "completed")))
          .isEqualTo(
              "Accepted[content={\"yes\":true}] Declined[] Accepted[content={\"yes\":true}]");
    }
  }

  @Test
  void a_parked_task_can_be_cancelled() throws Exception {
    try (var client = new StdioClient(bench.server())) {
      String id = begin(client, "ask");
      await(client, id, "input_required");
      ask(client, "cancel", id, "");
      assertThat(await(client, id, "cancelled").has("inputRequests")).isFalse();
    }
  }

  @Test
  void what_was_asked_before_the_call_became_a_task_is_known_in_it() throws Exception {
    try (var client = new StdioClient(bench.server())) {
      JsonNode asked = client.ask(request("1", "tools/call", call("askBefore"), KNOWS));
      assertThat(asked.at("/result/resultType").stringValue("")).isEqualTo("input_required");
      assertThat(asked.path("result").has("taskId")).isFalse();
      String retry =
          """
          {"name":"askBefore","arguments":{},"requestState":"%s",
           "inputResponses":{"before":{"action":"accept","content":{"yes":true}}}}
          """
              .formatted(asked.at("/result/requestState").stringValue(""));
      JsonNode created = client.ask(request("2", "tools/call", retry, KNOWS)).get("result");
      assertThat(created.path("resultType").stringValue("")).isEqualTo("task");
      assertThat(created.has("requestState")).isFalse();
      assertThat(text(await(client, created.path("taskId").stringValue(""), "completed")))
          .isEqualTo("Accepted[content={\"yes\":true}] true true true");
    }
  }
}
