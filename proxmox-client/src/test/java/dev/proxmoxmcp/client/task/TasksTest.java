package dev.proxmoxmcp.client.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.NodeUnreachable;
import dev.proxmoxmcp.client.NotFound;
import dev.proxmoxmcp.client.TaskFailed;
import dev.proxmoxmcp.client.TimedOut;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import dev.proxmoxmcp.simulator.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TasksTest {
  private static final GuestRef STARTS = Lab.vm("pve3", 107);
  private static final GuestRef NEVER_STARTS = Lab.vm("pve1", 108);
  private static final GuestRef STARTS_WITH_A_WARNING = Lab.vm("pve1", 116);
  private static final GuestRef DEAF = Lab.vm("pve3", 115);
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Lab lab = Lab.start();
  private final BoundCluster operator = lab.operator();
  private final Tasks tasks = operator.tasks();

  @AfterEach
  void close() {
    lab.close();
  }

  private Upid start(GuestRef guest) {
    return operator.guests().power(guest, PowerAction.START, PowerOptions.standard());
  }

  @Test
  void a_task_runs_until_its_time_has_passed() {
    Upid upid = start(STARTS);

    assertThat(tasks.status(upid).state()).isEqualTo(new TaskState.Running());
    lab.clock().advance(Duration.ofMinutes(1));
    assertThat(tasks.status(upid).state()).isEqualTo(new TaskState.Ok());
  }

  @Test
  void a_upid_tells_who_did_what_where() {
    Upid upid = start(STARTS);

    assertThat(upid.node()).isEqualTo(new NodeName("pve3"));
    assertThat(upid.type()).isEqualTo("qmstart");
    assertThat(upid.object()).isEqualTo("107");
    assertThat(upid.user()).isEqualTo("ops@pve!mcp");
    assertThat(upid.startedAt()).isEqualTo(lab.clock().instant());
  }

  @Test
  void waiting_ends_with_the_task_and_has_looked_more_and_more_seldom() {
    Upid upid = start(STARTS);
    List<Instant> looks = new ArrayList<>();

    TaskInfo task =
        tasks.await(
            upid,
            LONG,
            _ -> {
              looks.add(lab.clock().instant());
              return true;
            });

    assertThat(task.state()).isEqualTo(new TaskState.Ok());
    assertThat(looks).hasSizeBetween(3, 8);
    assertThat(Duration.between(looks.get(0), looks.get(1))).isEqualTo(Duration.ofMillis(250));
    assertThat(Duration.between(looks.get(1), looks.get(2))).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void a_task_that_is_not_done_within_the_limit_is_returned_as_running() {
    Upid upid = operator.guests().power(DEAF, PowerAction.SHUTDOWN, PowerOptions.standard());
    Instant begin = lab.clock().instant();

    TaskInfo task = tasks.await(upid, Duration.ofSeconds(10), TaskWatch.silent());

    assertThat(task.state()).isEqualTo(new TaskState.Running());
    assertThat(Duration.between(begin, lab.clock().instant())).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void between_two_looks_there_are_two_seconds_at_most() {
    Upid upid = operator.guests().power(DEAF, PowerAction.SHUTDOWN, PowerOptions.standard());
    lab.simulated().requests().clear();

    tasks.await(upid, Duration.ofSeconds(20), TaskWatch.silent());

    assertThat(lab.simulated().requests().count()).isBetween(12, 14);
  }

  @Test
  void a_limit_of_zero_looks_once() {
    Upid upid = start(STARTS);
    lab.simulated().requests().clear();

    TaskInfo task = tasks.await(upid, Duration.ZERO, TaskWatch.silent());

    assertThat(task.state()).isEqualTo(new TaskState.Running());
    assertThat(lab.simulated().requests().count()).isEqualTo(1);
  }

  @Test
  void a_watch_can_end_the_waiting_and_the_task_goes_on() {
    Upid upid = start(STARTS);

    TaskInfo task = tasks.await(upid, LONG, _ -> false);

    assertThat(task.state()).isEqualTo(new TaskState.Running());
    assertThat(tasks.await(upid, LONG, TaskWatch.silent()).state()).isEqualTo(new TaskState.Ok());
  }

  @Test
  void an_interruption_ends_the_waiting_and_the_task_goes_on() {
    Upid upid = start(STARTS);

    assertThatThrownBy(() ->
            tasks.await(
                upid,
                LONG,
                _ -> {
                  Thread.currentThread().interrupt();
                  return true;
                }))
        .isInstanceOf(Interrupted.class)
        .hasMessageContaining("task " + upid)
        .hasMessageContaining("What was started goes on");

    assertThat(Thread.interrupted()).as("the flag is set again").isTrue();
    lab.clock().advance(LONG);
    assertThat(tasks.status(upid).state()).isEqualTo(new TaskState.Ok());
  }

  @Test
  void a_task_that_warned_is_no_failure() {
    Upid upid = start(STARTS_WITH_A_WARNING);

    assertThat(tasks.complete(upid, LONG).state()).isEqualTo(new TaskState.Warned(1));
  }

  @Test
  void a_failed_task_is_told_with_the_last_lines_of_its_log() {
    Upid upid = start(NEVER_STARTS);

    assertThatThrownBy(() -> tasks.complete(upid, LONG))
        .isInstanceOf(TaskFailed.class)
        .hasMessageContaining("Task " + upid + " on cluster lab failed")
        .hasMessageContaining("\"start failed: QEMU exited with code 1\"")
        .hasMessageContaining("Could not open '/mnt/pve/nas/images/108/vm-108-disk-0.qcow2'");
  }

  @Test
  void a_failed_task_is_told_although_its_log_cannot_be_read() {
    Upid upid = start(NEVER_STARTS);
    tasks.await(upid, LONG, TaskWatch.silent());
    lab.simulated()
        .faults()
        .next(1, request -> request.path().endsWith("/log"), Fault.status(596, "Broken pipe"));

    assertThatThrownBy(() -> tasks.complete(upid, LONG))
        .isInstanceOf(TaskFailed.class)
        .hasMessageContaining("\"start failed: QEMU exited with code 1\"")
        .hasMessageNotContaining("log ends with")
        .satisfies(failed ->
            assertThat(failed.getSuppressed()).hasOnlyElementsOfType(NodeUnreachable.class));
  }

  @Test
  void a_task_that_does_not_complete_in_time_is_told_as_going_on() {
    Upid upid = operator.guests().power(DEAF, PowerAction.SHUTDOWN, PowerOptions.standard());

    assertThatThrownBy(() -> tasks.complete(upid, Duration.ofSeconds(3)))
        .isInstanceOf(TimedOut.class)
        .hasMessageContaining("still runs after 3 s; it goes on");
  }

  @Test
  void the_log_is_read_in_parts_with_the_number_of_all_lines() {
    Upid upid = start(NEVER_STARTS);
    tasks.await(upid, LONG, TaskWatch.silent());

    TaskLog all = tasks.log(upid, 0, 500);
    TaskLog first = tasks.log(upid, 0, 1);

    assertThat(all.total()).isEqualTo(all.lines().size()).isGreaterThan(1);
    assertThat(all.lines().getFirst().number()).isEqualTo(1);
    assertThat(all.texts()).last().asString().startsWith("TASK ERROR: ");
    assertThat(first.lines()).containsExactly(all.lines().getFirst());
    assertThat(first.total()).isEqualTo(all.total());
  }

  @Test
  void the_tail_of_a_log_is_its_last_lines() {
    Upid upid = start(NEVER_STARTS);
    tasks.await(upid, LONG, TaskWatch.silent());

    TaskLog tail = tasks.logTail(upid, 1);

    assertThat(tail.texts()).containsExactly("TASK ERROR: start failed: QEMU exited with code 1");
    assertThat(tail.lines().getFirst().number()).isEqualTo(tail.total());
  }

  @Test
  void a_short_log_is_its_own_tail_with_one_request() {
    Upid upid = start(STARTS);
    tasks.await(upid, LONG, TaskWatch.silent());
    lab.simulated().requests().clear();

    assertThat(tasks.logTail(upid, 50).texts()).last().isEqualTo("TASK OK");
    assertThat(lab.simulated().requests().count()).isEqualTo(1);
  }

  @Test
  void beyond_the_end_of_a_log_there_are_no_lines_but_the_total() {
    Upid upid = start(STARTS);
    tasks.await(upid, LONG, TaskWatch.silent());

    TaskLog beyond = tasks.log(upid, 9_999, 10);

    assertThat(beyond.lines()).isEmpty();
    assertThat(beyond.total()).isPositive();
  }

  @Test
  void a_task_that_nobody_knows_is_not_found() {
    Upid unknown = Upid.parse("UPID:pve1:0000ABCD:00071D26:6B0327B0:qmstart:100:root@pam:");

    assertThatThrownBy(() -> tasks.status(unknown))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("no such task");
  }

  @Test
  void the_cluster_lists_tasks_of_the_past_with_their_results() {
    List<TaskInfo> listed = tasks.list();

    assertThat(listed).isNotEmpty();
    assertThat(listed).extracting(TaskInfo::state).contains(new TaskState.Ok());
    assertThat(listed)
        .extracting(TaskInfo::state)
        .hasAtLeastOneElementOfType(TaskState.Warned.class)
        .hasAtLeastOneElementOfType(TaskState.Failed.class);
    assertThat(listed).allSatisfy(task -> assertThat(task.endedAt()).isNotNull());
  }

  @Test
  void a_running_task_is_listed_as_running() {
    Upid upid = start(STARTS);

    assertThat(tasks.list())
        .filteredOn(task -> task.upid().equals(upid))
        .singleElement()
        .isEqualTo(new TaskInfo(upid, new TaskState.Running(), null));
    assertThat(tasks.list(upid.node(), TaskFilter.newest(50)).tasks())
        .filteredOn(task -> task.upid().equals(upid))
        .singleElement()
        .extracting(TaskInfo::state)
        .isEqualTo(new TaskState.Running());
  }

  @Test
  void a_node_lists_the_tasks_of_one_guest() {
    start(NEVER_STARTS);
    lab.clock().advance(LONG);
    NodeName node = NEVER_STARTS.node();

    TaskPage page = tasks.list(node, TaskFilter.newest(50).of(new Vmid(108)));

    assertThat(page.tasks()).isNotEmpty();
    assertThat(page.tasks()).allMatch(task -> task.upid().object().equals("108"));
    assertThat(page.total()).isEqualTo(page.tasks().size());
  }

  @Test
  void a_node_lists_failed_tasks_only() {
    start(NEVER_STARTS);
    lab.clock().advance(LONG);

    TaskPage page = tasks.list(NEVER_STARTS.node(), TaskFilter.newest(50).failed());

    assertThat(page.tasks())
        .isNotEmpty()
        .allMatch(task -> task.state() instanceof TaskState.Failed);
  }

  @Test
  void a_node_lists_the_tasks_of_one_user() {
    Upid mine = start(STARTS);
    TaskFilter.Kind byMe = new TaskFilter.Kind(null, null, "OPS@pve");

    List<TaskInfo> listed = tasks.list(STARTS.node(), by(byMe)).tasks();

    assertThat(listed).extracting(TaskInfo::upid).contains(mine);
    assertThat(listed).allMatch(task -> task.upid().user().startsWith("ops@pve"));
    assertThat(tasks.list(STARTS.node(), by(new TaskFilter.Kind(null, null, "nobody"))).tasks())
        .isEmpty();
  }

  private static TaskFilter by(TaskFilter.Kind kind) {
    return new TaskFilter(
        kind,
        List.of(),
        TaskFilter.Source.ALL,
        TaskFilter.Period.OPEN,
        new TaskFilter.Slice(0, 50));
  }

  /** The status of a task tells how it ended, and not when. */
  @Test
  void the_end_of_a_task_is_looked_for_where_it_is_told() {
    Upid upid = start(STARTS);
    TaskInfo running = tasks.status(upid);
    assertThat(tasks.withEnd(running)).isEqualTo(running);
    lab.clock().advance(LONG);

    TaskInfo ended = tasks.status(upid);

    assertThat(ended.endedAt()).isNull();
    assertThat(tasks.withEnd(ended).endedAt()).isAfterOrEqualTo(upid.startedAt());
    assertThat(tasks.withEnd(ended).state()).isEqualTo(ended.state());
  }

  @Test
  void a_page_of_tasks_knows_how_many_there_are() {
    start(STARTS);
    lab.clock().advance(LONG);
    start(STARTS);
    lab.clock().advance(LONG);

    TaskPage page = tasks.list(STARTS.node(), TaskFilter.newest(1));

    assertThat(page.tasks()).hasSize(1);
    assertThat(page.total()).isGreaterThan(1);
  }

  @Test
  void a_page_has_one_to_a_thousand_entries() {
    assertThatIllegalArgumentException().isThrownBy(() -> TaskFilter.newest(0));
    assertThatIllegalArgumentException().isThrownBy(() -> TaskFilter.newest(1001));
  }
}
