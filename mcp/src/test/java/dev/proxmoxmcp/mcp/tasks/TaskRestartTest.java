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
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server ends and another is started on the same folder. */
class TaskRestartTest {
  @TempDir private Path folder;

  @Test
  void a_task_that_ended_is_still_there() throws Exception {
    String id;
    try (FileTaskStore store = new FileTaskStore(folder);
        var client = new StdioClient(new TaskBench(store).server())) {
      id = begin(client, "refuse");
      await(client, id, "completed");
      client.end();
    }
    try (FileTaskStore store = new FileTaskStore(folder);
        var client = new StdioClient(new TaskBench(store).server())) {
      assertThat(text(await(client, id, "completed"))).isEqualTo("no such thing: 42");
      assertThat(ask(client, "cancel", id, "").has("result")).isTrue();
    }
  }

  @Test
  void a_task_at_work_has_time_to_end_when_its_server_is_told_to() throws Exception {
    String id;
    try (FileTaskStore store = new FileTaskStore(folder)) {
      TaskBench bench = new TaskBench(store);
      try (var client = new StdioClient(bench.server())) {
        id = begin(client, "work");
        bench.awaitStart();
        bench.release();
        client.end();
      }
    }
    try (FileTaskStore store = new FileTaskStore(folder);
        var client = new StdioClient(new TaskBench(store).server())) {
      assertThat(text(await(client, id, "completed"))).isEqualTo("worked, cancelled=false");
    }
  }

  @Test
  void one_that_takes_longer_has_failed_and_says_that_the_server_stopped() throws Exception {
    String id;
    try (FileTaskStore store = new FileTaskStore(folder)) {
      TaskBench bench = new TaskBench(store);
      try (var client = new StdioClient(bench.server(Duration.ofMillis(50)))) {
        id = begin(client, "work");
        bench.awaitStart();
        client.end();
      }
    }
    try (FileTaskStore store = new FileTaskStore(folder);
        var client = new StdioClient(new TaskBench(store).server())) {
      JsonNode task = await(client, id, "failed");
      assertThat(task.at("/error/message").stringValue("")).startsWith("The server stopped");
      assertThat(task.path("statusMessage").stringValue("")).startsWith("The server stopped");
    }
  }

  @Test
  void one_that_only_waits_for_an_answer_does_not_keep_its_server_from_ending() throws Exception {
    String id;
    try (FileTaskStore store = new FileTaskStore(folder)) {
      try (var client = new StdioClient(new TaskBench(store).server())) {
        id = begin(client, "ask");
        await(client, id, "input_required");
        client.end();
      }
    }
    try (FileTaskStore store = new FileTaskStore(folder);
        var client = new StdioClient(new TaskBench(store).server())) {
      await(client, id, "failed");
    }
  }

  @Test
  void one_that_can_runs_again_with_its_answers_and_what_it_saved() throws Exception {
    String id;
    try (FileTaskStore store = new FileTaskStore(folder)) {
      TaskBench bench = new TaskBench(store);
      try (var client = new StdioClient(bench.server())) {
        id = begin(client, "steps");
        await(client, id, "input_required");
        yes(client, id, "one");
        bench.awaitStart();
        client.end();
      }
    }
    try (FileTaskStore store = new FileTaskStore(folder);
        var client = new StdioClient(new TaskBench(store).server())) {
      JsonNode parked = await(client, id, "input_required");
      assertThat(parked.path("inputRequests").propertyNames()).containsExactly("two");
      yes(client, id, "two");
      assertThat(text(await(client, id, "completed")))
          .startsWith("saved {\"made\":\"r")
          .contains("Accepted[content={\"yes\":true}] Accepted[content={\"yes\":true}]")
          .endsWith("the same true");
    }
  }

  @Test
  void one_that_was_cancelled_before_does_not_run_again() throws Exception {
    String id;
    try (FileTaskStore store = new FileTaskStore(folder)) {
      TaskBench bench = new TaskBench(store);
      try (var client = new StdioClient(bench.server())) {
        id = begin(client, "steps");
        await(client, id, "input_required");
        ask(client, "cancel", id, "");
        await(client, id, "cancelled");
        client.end();
      }
    }
    try (FileTaskStore store = new FileTaskStore(folder);
        var client = new StdioClient(new TaskBench(store).server())) {
      await(client, id, "cancelled");
    }
  }

  @Test
  void while_its_process_lives_another_can_look_and_not_tell() throws Exception {
    try (FileTaskStore first = new FileTaskStore(folder);
        FileTaskStore second = new FileTaskStore(folder);
        var owner = new StdioClient(new TaskBench(first).server());
        var other = new StdioClient(new TaskBench(second).server())) {
      String id = begin(owner, "ask");
      await(other, id, "input_required");
      JsonNode refused = ask(other, "cancel", id, "");
      assertThat(code(refused)).isEqualTo(-32603);
      assertThat(refused.at("/error/message").stringValue("")).contains("another process");
      await(owner, id, "input_required");
    }
  }
}
