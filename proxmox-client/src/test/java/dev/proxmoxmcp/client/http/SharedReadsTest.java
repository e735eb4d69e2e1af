package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Freshness;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.Refused;
import dev.proxmoxmcp.client.Unauthenticated;
import dev.proxmoxmcp.client.UnexpectedReply;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import dev.proxmoxmcp.simulator.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedReadsTest {
  private final Lab lab = Lab.start();

  @AfterEach
  void close() {
    lab.close();
  }

  private BoundCluster recent() {
    return lab.operator().reading(Freshness.RECENT);
  }

  private int requests() {
    return lab.simulated().requests().count();
  }

  @Test
  void a_recent_answer_serves_equal_reads_for_two_seconds() {
    BoundCluster cluster = recent();
    cluster.guests().list();
    cluster.guests().list();
    assertThat(requests()).isEqualTo(1);

    lab.clock().advance(Duration.ofMillis(1_999));
    cluster.guests().list();
    assertThat(requests()).isEqualTo(1);

    lab.clock().advance(Duration.ofMillis(2));
    cluster.guests().list();
    assertThat(requests()).isEqualTo(2);
  }

  @Test
  void another_query_is_another_read() {
    BoundCluster cluster = recent();
    cluster.guests().list();
    cluster.cluster().resources();

    assertThat(requests()).isEqualTo(2);
  }

  @Test
  void whoever_wants_it_of_now_asks_always() {
    BoundCluster cluster = recent();
    cluster.guests().list();
    cluster.reading(Freshness.NOW).guests().list();
    cluster.reading(Freshness.NOW).guests().list();

    assertThat(requests()).isEqualTo(3);
  }

  @Test
  void without_a_word_every_read_is_of_now() {
    BoundCluster cluster = lab.operator();
    cluster.guests().list();
    cluster.guests().list();

    assertThat(requests()).isEqualTo(2);
  }

  @Test
  void waiting_for_a_task_is_never_served_from_before() {
    BoundCluster cluster = recent();
    var upid =
        cluster.guests().power(Lab.vm("pve3", 107), PowerAction.START, PowerOptions.standard());
    int before = requests();

    cluster.tasks().status(upid);
    cluster.tasks().status(upid);

    assertThat(requests() - before).isEqualTo(2);
  }

  @Test
  void after_a_write_nothing_is_recent() {
    BoundCluster cluster = recent();
    cluster.guests().list();
    cluster.guests().power(Lab.vm("pve3", 107), PowerAction.START, PowerOptions.standard());
    int before = requests();

    cluster.guests().list();

    assertThat(requests() - before).isEqualTo(1);
  }

  @Test
  void an_error_is_not_kept() {
    BoundCluster cluster = lab.as(lab.simulated().expiredToken()).reading(Freshness.RECENT);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> cluster.guests().list()).isInstanceOf(Unauthenticated.class);
    }

    assertThat(requests()).isEqualTo(2);
  }

  @Test
  void a_page_that_is_no_answer_is_not_kept() {
    lab.simulated().faults().nextAt("/cluster/resources", Fault.HTML_PAGE);
    BoundCluster cluster = recent();
    assertThatThrownBy(() -> cluster.guests().list()).isInstanceOf(UnexpectedReply.class);

    assertThat(cluster.guests().list()).isNotEmpty();
  }

  @Test
  void each_caller_asks_the_gate_of_its_own() {
    Cluster open = lab.open(lab.settings(lab.simulated().operatorToken()));
    open.through(Gate.open()).reading(Freshness.RECENT).guests().list();
    BoundCluster shut =
        open.through(
                outgoing -> {
                  throw new Refused(outgoing, "closed");
                })
            .reading(Freshness.RECENT);

    assertThatThrownBy(() -> shut.guests().list()).isInstanceOf(Refused.class);
  }

  /** A host that answers when it is let, and counts what it was asked. */
  private static final class Slow implements AutoCloseable {
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    final ScriptedHost host =
        ScriptedHost.tls(line -> {
          while (line.request().isPresent()) {
            asked.countDown();
            goOn.await();
            line.answer(ScriptedHost.VERSION);
          }
        });

    Slow() throws IOException {}

    @Override
    public void close() {
      goOn.countDown();
      host.close();
    }
  }

  private static void join(Thread thread) {
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void equal_reads_at_the_same_time_are_one_request() throws Exception {
    try (Slow slow = new Slow();
        Cluster cluster = slow.host.open(Lab.TIMEOUTS);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      BoundCluster recent = cluster.through(Gate.open()).reading(Freshness.RECENT);
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        answers.add(callers.submit(() -> recent.cluster().version().release()));
      }
      slow.asked.await();
      slow.goOn.countDown();

      for (Future<String> answer : answers) {
        assertThat(answer.get()).isEqualTo("9.2");
      }
      assertThat(slow.host.requests()).hasSize(1);
    }
  }

  @Test
  void the_one_who_began_may_leave_without_taking_the_answer_from_the_others() throws Exception {
    try (Slow slow = new Slow();
        Cluster cluster = slow.host.open(Lab.TIMEOUTS)) {
      BoundCluster recent = cluster.through(Gate.open()).reading(Freshness.RECENT);
      CompletableFuture<Outcome> first = new CompletableFuture<>();
      CompletableFuture<Outcome> second = new CompletableFuture<>();
      Thread leader = Thread.ofVirtual().start(() -> first.complete(outcome(recent)));
      slow.asked.await();
      Thread other = Thread.ofVirtual().start(() -> second.complete(outcome(recent)));
      join(other);

      leader.interrupt();
      assertThat(first.get()).isInstanceOf(Outcome.Stopped.class);
      slow.goOn.countDown();

      assertThat(second.get()).isEqualTo(new Outcome.Told("9.2"));
      assertThat(slow.host.requests()).hasSize(1);
    }
  }

  private sealed interface Outcome {
    record Told(String release) implements Outcome {}

    record Stopped() implements Outcome {}
  }

  private static Outcome outcome(BoundCluster cluster) {
    try {
      return new Outcome.Told(cluster.cluster().version().release());
    } catch (Interrupted stopped) {
      return new Outcome.Stopped();
    }
  }
}
