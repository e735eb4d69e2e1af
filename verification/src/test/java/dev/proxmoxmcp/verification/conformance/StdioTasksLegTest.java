package dev.proxmoxmcp.verification.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.verification.conformance.StdioChild.Exchange;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The tasks of the suite over standard input and output, and across processes that are killed. */
class StdioTasksLegTest {
  private static final String KNOWS =
      "{\"elicitation\":{},\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}";

  @TempDir private Path folder;

  @Test
  void a_task_is_made_polled_and_completed() throws Exception {
    try (StdioChild child = child()) {
      String id = begin(child, "slow_compute", "{\"seconds\":0.2,\"label\":\"leg\"}");
      assertThat(await(child, id, "completed").at("/result/content/0/text").asString(""))
          .isEqualTo("Computed leg.");
    }
  }

  @Test
  void failures_of_a_job_and_of_the_protocol_are_told_apart() throws Exception {
    try (StdioChild child = child()) {
      String job = begin(child, "failing_job", "{}");
      String protocol = begin(child, "protocol_error_job", "{}");
      assertThat(await(child, job, "completed").at("/result/isError").asBoolean()).isTrue();
      assertThat(await(child, protocol, "failed").at("/error/code").isIntegralNumber()).isTrue();
    }
  }

  @Test
  void a_task_is_cancelled() throws Exception {
    try (StdioChild child = child()) {
      String id = begin(child, "slow_compute", "{\"seconds\":60}");
      assertThat(tasks(child, "cancel", id, "").result().path("resultType").asString(""))
          .isEqualTo("complete");
      await(child, id, "cancelled");
    }
  }

  @Test
  void questions_are_answered_one_by_one() throws Exception {
    try (StdioChild child = child()) {
      String id = begin(child, "multi_input", "{}");
      assertThat(await(child, id, "input_required").path("inputRequests").propertyNames())
          .containsExactly("first", "second");
      answer(child, id, "first");
      assertThat(tasks(child, "get", id, "").result().path("inputRequests").propertyNames())
          .containsExactly("second");
      answer(child, id, "second");
      await(child, id, "completed");
    }
  }

  @Test
  void who_listens_hears_of_the_end() throws Exception {
    try (StdioChild child = child()) {
      String id = begin(child, "confirm_delete", "{\"filename\":\"leg.txt\"}");
      await(child, id, "input_required");
      int listen =
          child.request(
              "subscriptions/listen",
              StdioChild.withMeta("{\"notifications\":{\"taskIds\":[\"" + id + "\"]}}", KNOWS));
      assertThat(child.next().at("/params/notifications/taskIds/0").asString("")).isEqualTo(id);
      JsonNode state = child.next();
      answer(child, id, "confirm");
      while (!state.at("/params/status").asString("").equals("completed")) {
        assertThat(
                state
                    .path("params")
                    .path("_meta")
                    .path("io.modelcontextprotocol/subscriptionId")
                    .asInt(0))
            .isEqualTo(listen);
        state = nextNotification(child);
      }
      assertThat(state.at("/params/result/content")).isNotEmpty();
    }
  }

  @Test
  void what_ended_is_still_there_after_the_process_was_killed() throws Exception {
    String id;
    try (StdioChild child = child()) {
      id = begin(child, "slow_compute", "{\"seconds\":0}");
      await(child, id, "completed");
    }
    try (StdioChild next = child()) {
      assertThat(await(next, id, "completed").at("/result/content")).isNotEmpty();
    }
  }

  @Test
  void what_was_at_work_says_that_the_server_stopped() throws Exception {
    String id;
    try (StdioChild child = child()) {
      id = begin(child, "slow_compute", "{\"seconds\":60}");
    }
    try (StdioChild next = child()) {
      assertThat(await(next, id, "failed").at("/error/message").asString(""))
          .startsWith("The server stopped");
    }
  }

  @Test
  void what_can_goes_on_from_where_it_was() throws Exception {
    String id;
    try (StdioChild child = child()) {
      id = begin(child, "resumable_job", "{}");
      // Answered before it saved anything: what it saved is seen when it says so.
      while (!tasks(child, "get", id, "").result().has("statusMessage")) {
        Thread.onSpinWait();
      }
    }
    try (StdioChild next = child()) {
      assertThat(await(next, id, "completed").at("/result/content/0/text").asString(""))
          .isEqualTo("Went on from the first run");
    }
  }

  private static JsonNode nextNotification(StdioChild child) throws Exception {
    JsonNode message = child.next();
    while (!message.has("method")) {
      message = child.next(); // an answer that nobody waits for
    }
    return message;
  }

  private StdioChild child() throws Exception {
    return StdioChild.start(folder.toString());
  }

  private static String begin(StdioChild child, String tool, String arguments) throws Exception {
    JsonNode created =
        child
            .modern(
                "tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}", KNOWS)
            .result();
    assertThat(created.path("resultType").asString("")).isEqualTo("task");
    assertThat(created.path("taskId").asString("")).matches("[0-9a-f]{32}");
    return created.path("taskId").asString("");
  }

  private static Exchange tasks(StdioChild child, String method, String id, String more)
      throws Exception {
    return child.modern("tasks/" + method, "{\"taskId\":\"" + id + "\"" + more + "}", KNOWS);
  }

  private static void answer(StdioChild child, String id, String key) throws Exception {
    // Its answer is not waited for: what the server tells of the task comes in between.
    child.request(
        "tasks/update",
        StdioChild.withMeta(
            """
            {"taskId":"%s",
             "inputResponses":{"%s":{"action":"accept","content":{"confirm":true}}}}
            """
                .formatted(id, key),
            KNOWS));
  }

  private static JsonNode await(StdioChild child, String id, String status) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    JsonNode task = tasks(child, "get", id, "").result();
    while (!task.path("status").asString("").equals(status)) {
      assertThat(System.nanoTime()).as("%s instead of %s", task, status).isLessThan(end);
      task = tasks(child, "get", id, "").result();
    }
    return task;
  }
}
