package dev.proxmoxmcp.mcp.tasks;

import static dev.proxmoxmcp.mcp.fixture.Talk.code;
import static dev.proxmoxmcp.mcp.tasks.TaskBench.ask;
import static dev.proxmoxmcp.mcp.tasks.TaskBench.await;
import static dev.proxmoxmcp.mcp.tasks.TaskBench.begin;
import static dev.proxmoxmcp.mcp.tasks.TaskBench.text;
import static dev.proxmoxmcp.mcp.tasks.TaskBench.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.api.FileTaskStore;
import dev.proxmoxmcp.mcp.fixture.StdioClient;
import dev.proxmoxmcp.mcp.fixture.Workbench;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server ends and another is started on the same folder. */
class TaskRestartTest {
  private static final Duration PATIENT = Duration.ofSeconds(Workbench.PATIENCE_SECONDS);

  @TempDir private Path folder;

  /** What a client does with a server until it ends the input. */
  @FunctionalInterface
  private interface Conversation<T> {
    T with(StdioClient client, TaskBench bench) throws Exception;
  }

  private <T> T serve(Duration drain, Conversation<T> conversation) throws Exception {
    try (FileTaskStore store = new FileTaskStore(folder)) {
      TaskBench bench = new TaskBench(store);
      try (var client = new StdioClient(bench.server(drain))) {
        T result = conversation.with(client, bench);
        client.end();
        return result;
      }
    }
  }

  private JsonNode afterwards(String id, String status) throws Exception {
    return serve(PATIENT, (client, bench) -> await(client, id, status));
  }

  @Test
  void a_task_that_ended_is_still_there() throws Exception {
    String id =
        serve(
            PATIENT,
            (client, bench) -> {
              String task = begin(client, "refuse");
              await(client, task, "completed");
              return task;
            });
    assertThat(text(afterwards(id, "completed"))).isEqualTo("no such thing: 42");
    assertThat(serve(PATIENT, (client, bench) -> ask(client, "cancel", id, "")).has("result"))
        .isTrue();
  }

  @Test
  void a_task_at_work_has_time_to_end_when_its_server_is_told_to() throws Exception {
    String id =
        serve(
            PATIENT,
            (client, bench) -> {
              String task = begin(client, "work");
              bench.awaitStart();
              bench.release();
              return task;
            });
    assertThat(text(afterwards(id, "completed"))).isEqualTo("worked, cancelled=false");
  }

  @Test
  void one_that_takes_longer_has_failed_and_says_that_the_server_stopped() throws Exception {
    String id =
        serve(
            Duration.ofMillis(50),
            (client, bench) -> {
              String task = begin(client, "work");
              bench.awaitStart();
              return task;
            });
    JsonNode task = afterwards(id, "failed");
    assertThat(task.at("/error/message").stringValue("")).startsWith("The server stopped");
    assertThat(task.path("statusMessage").stringValue("")).startsWith("The server stopped");
  }

  @Test
  void one_that_only_waits_for_an_answer_does_not_keep_its_server_from_ending() throws Exception {
    String id =
        serve(
            PATIENT,
            (client, bench) -> {
              String task = begin(client, "ask");
              await(client, task, "input_required");
              return task;
            });
    afterwards(id, "failed");
  }

  @Test
  void one_that_can_runs_again_with_its_answers_and_what_it_saved() throws Exception {
    String id =
        serve(
            PATIENT,
            (client, bench) -> {
              String task = begin(client, "steps");
              await(client, task, "input_required");
              yes(client, task, "one");
              bench.awaitStart();
              return task;
            });
    JsonNode done =
        serve(
            PATIENT,
            (client, bench) -> {
              JsonNode parked = await(client, id, "input_required");
              assertThat(parked.path("inputRequests").propertyNames()).containsExactly("two");
              yes(client, id, "two");
              return await(client, id, "completed");
            });
    assertThat(text(done))
        .startsWith("saved {\"made\":\"r")
        .contains("Accepted[content={\"yes\":true}] Accepted[content={\"yes\":true}]")
        .endsWith("the same true");
  }

  @Test
  void an_answer_that_comes_before_the_question_was_put_again_is_looked_at_then() throws Exception {
    String id =
        serve(
            PATIENT,
            (client, bench) -> {
              String task = begin(client, "late");
              await(client, task, "input_required");
              return task;
            });
    JsonNode done =
        serve(
            PATIENT,
            (client, bench) -> {
              ask(client, "update", id, ",\"inputResponses\":{\"late\":{\"action\":\"what?\"}}");
              bench.release();
              JsonNode again = await(client, id, "input_required");
              assertThat(again.path("inputRequests").propertyNames()).containsExactly("late-2");
              yes(client, id, "late-2");
              return await(client, id, "completed");
            });
    assertThat(text(done)).isEqualTo("Accepted[content={\"yes\":true}]");
  }

  @Test
  void one_that_was_cancelled_before_does_not_run_again() throws Exception {
    String id =
        serve(
            PATIENT,
            (client, bench) -> {
              String task = begin(client, "steps");
              await(client, task, "input_required");
              ask(client, "cancel", task, "");
              await(client, task, "cancelled");
              return task;
            });
    afterwards(id, "cancelled");
  }

  @Test
  void while_its_process_lives_another_can_look_and_not_tell() throws Exception {
    serve(
        PATIENT,
        (owner, bench) -> {
          String id = begin(owner, "ask");
          return serve(
              PATIENT,
              (other, _) -> {
                await(other, id, "input_required");
                JsonNode refused = ask(other, "cancel", id, "");
                assertThat(code(refused)).isEqualTo(-32603);
                assertThat(refused.at("/error/message").stringValue(""))
                    .contains("another process");
                return await(owner, id, "input_required");
              });
        });
  }
}
