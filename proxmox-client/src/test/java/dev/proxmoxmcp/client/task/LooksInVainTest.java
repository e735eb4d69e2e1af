package dev.proxmoxmcp.client.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.TimedOut;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import dev.proxmoxmcp.simulator.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Waiting for a task while its host or node does not always answer. */
class LooksInVainTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Lab lab = Lab.start();
  private final BoundCluster operator = lab.operator();
  private final Tasks tasks = operator.tasks();

  @AfterEach
  void close() {
    lab.close();
  }

  private Upid start() {
    return operator.guests().power(Lab.vm("pve3", 107), PowerAction.START, PowerOptions.standard());
  }

  @ParameterizedTest
  @MethodSource("looksInVain")
  void a_look_in_vain_is_passed_over_while_there_is_time(Fault fault) {
    Upid upid = start();
    List<TaskState> seen = new ArrayList<>();

    TaskInfo task =
        tasks.await(
            upid,
            LONG,
            look -> {
              if (seen.isEmpty()) {
                lab.simulated().faults().next(1, request -> isStatus(request.path()), fault);
              }
              return seen.add(look.state());
            });

    assertThat(task.state()).isEqualTo(new TaskState.Ok());
    assertThat(seen).startsWith(new TaskState.Running(), new TaskState.Running());
  }

  static Stream<Fault> looksInVain() {
    return Stream.of(Fault.RESET, Fault.status(595, "No route to host"));
  }

  @Test
  void a_look_that_hangs_ends_with_the_limit_and_what_was_last_seen() {
    Upid upid = start();
    long begin = lab.clock().instant().toEpochMilli();

    TaskInfo task =
        tasks.await(
            upid,
            Duration.ofMillis(250),
            _ -> {
              lab.simulated().faults().next(1, request -> isStatus(request.path()), Fault.SILENCE);
              return true;
            });

    assertThat(task.state()).isEqualTo(new TaskState.Running());
    assertThat(lab.clock().instant().toEpochMilli() - begin).isEqualTo(250);
  }

  @Test
  void a_first_look_in_vain_is_an_error() {
    Upid upid = start();
    lab.simulated().faults().next(1, request -> isStatus(request.path()), Fault.SILENCE);

    assertThatThrownBy(() -> tasks.await(upid, Duration.ZERO, TaskWatch.silent()))
        .isInstanceOf(TimedOut.class)
        .hasMessageContaining("within 1 s")
        .hasMessageNotContaining("carried out");
  }

  @Test
  void waiting_does_not_go_on_when_the_cluster_is_closed() {
    Cluster closing = lab.open(lab.settings(lab.simulated().operatorToken()));
    Upid upid = start();

    assertThatThrownBy(() ->
            closing
                .through(Gate.open())
                .tasks()
                .await(
                    upid,
                    LONG,
                    _ -> {
                      closing.close();
                      return true;
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cluster lab is closed");
  }

  private static boolean isStatus(String path) {
    return path.endsWith("/status");
  }
}
