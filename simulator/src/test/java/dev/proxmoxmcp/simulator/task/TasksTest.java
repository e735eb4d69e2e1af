package dev.proxmoxmcp.simulator.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.ManualClock;
import dev.proxmoxmcp.simulator.task.Tasks.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TasksTest {
  private final ManualClock clock = new ManualClock();
  private final Timeline timeline = new Timeline(clock);
  private final Tasks tasks =
      new Tasks(timeline, new SplittableRandom(1), Map.of("pve1", clock.instant()));

  private Task start(String node) {
    return timeline.take(
        _ -> tasks.start(new Subject(node, "qmstart", "100", "root@pam"), _ -> {}));
  }

  private Task ended(String node) {
    Task task = start(node);
    clock.advance(Duration.ofSeconds(1));
    timeline.take(_ -> {
      task.succeed();
      return task;
    });
    return task;
  }

  @Test
  void running_tasks_come_first_and_then_the_latest_ended() {
    Task first = start("pve1");
    Task second = start("pve1");
    Task third = ended("pve1");
    Task fourth = start("pve1");
    first.succeed();

    assertThat(tasks.of("pve1")).containsExactly(fourth, second, first, third);
    assertThat(tasks.running("pve1")).containsExactly(fourth, second);
    assertThat(tasks.of("pve2")).isEmpty();
  }

  @Test
  void the_oldest_ended_tasks_of_a_node_are_forgotten() {
    Task elsewhere = ended("pve2");
    Task stillRunning = start("pve1");
    List<Task> ended = new ArrayList<>();
    for (int number = 0; number < NodeTasks.KEPT_ENDED + 3; number++) {
      ended.addFirst(ended("pve1"));
    }

    List<Task> kept = new ArrayList<>(ended.subList(0, NodeTasks.KEPT_ENDED));
    Task latestForgotten = ended.get(NodeTasks.KEPT_ENDED);
    kept.addFirst(stillRunning);
    assertThat(tasks.of("pve1")).containsExactlyElementsOf(kept);
    assertThat(tasks.find("pve1", latestForgotten.upid())).isEmpty();
    assertThat(tasks.find("pve1", kept.getLast().upid())).isPresent();
    assertThat(tasks.find("pve2", elsewhere.upid())).isPresent();
  }

  @Test
  void a_task_of_the_past_is_among_the_ended() {
    Subject backup = new Subject("pve1", "vzdump", "", "root@pam");
    tasks.archive(
        backup, clock.instant().minusSeconds(60), Duration.ofSeconds(5), "OK", List.of("TASK OK"));
    Task later = ended("pve1");

    assertThat(tasks.running("pve1")).isEmpty();
    assertThat(tasks.of("pve1").map(task -> task.upid().type()))
        .containsExactly(later.upid().type(), "vzdump");
  }
}
