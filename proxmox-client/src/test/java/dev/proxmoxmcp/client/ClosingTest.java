package dev.proxmoxmcp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import dev.proxmoxmcp.simulator.Fault;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosingTest {
  private final Lab lab = Lab.start();

  @AfterEach
  void close() {
    lab.close();
  }

  private Cluster named(String name) {
    ClusterSettings usual = lab.settings(lab.simulated().operatorToken());
    return lab.open(
        new ClusterSettings(
            name, usual.host(), usual.credentials(), usual.trust(), usual.timeouts()));
  }

  private static List<String> threadsOf(String cluster) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(thread -> thread.contains(cluster))
        .toList();
  }

  @Test
  void closing_leaves_no_thread_behind() {
    Cluster cluster = named("closing-threads");
    cluster.through(Gate.readsOnly()).guests().list();
    assertThat(threadsOf("closing-threads")).isNotEmpty();

    cluster.close();

    assertThat(threadsOf("closing-threads")).isEmpty();
  }

  @Test
  void a_cluster_that_was_asked_nothing_has_no_thread() {
    try (Cluster _ = named("opened-only")) {
      assertThat(threadsOf("opened-only")).isEmpty();
    }
  }

  @Test
  void closing_twice_does_nothing_more() {
    Cluster cluster = named("closing-twice");

    cluster.close();
    cluster.close();

    assertThat(threadsOf("closing-twice")).isEmpty();
  }

  @Test
  void a_closed_cluster_says_that_it_is_closed() {
    Cluster cluster = named("closed");
    BoundCluster bound = cluster.through(Gate.readsOnly());
    cluster.close();

    assertThatThrownBy(() -> bound.guests().list())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThat(lab.simulated().requests().count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void closing_ends_a_request_that_waits_and_is_told_as_our_own_doing(boolean usedBefore)
      throws InterruptedException {
    Cluster cluster = named("closing-waiting");
    if (usedBefore) {
      cluster.through(Gate.readsOnly()).guests().list();
    }
    CountDownLatch arrived = new CountDownLatch(1);
    lab.simulated()
        .faults()
        .next(
            request -> {
              arrived.countDown();
              return true;
            },
            Fault.SILENCE);
    CompletableFuture<?> waiting =
        CompletableFuture.supplyAsync(
            () -> cluster.through(Gate.readsOnly()).guests().list(), Thread::startVirtualThread);
    arrived.await();

    cluster.close();

    assertThatThrownBy(waiting::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            Unreachable.class,
            closed -> assertThat(closed.reason()).isEqualTo(Unreachable.Reason.CLOSED_HERE))
        .hasMessage(
            "Could not list the guests (cluster closing-waiting): cluster closing-waiting was"
                + " closed here before the answer came.");
  }

  @Test
  void a_caller_that_is_interrupted_already_sends_nothing() {
    BoundCluster bound = named("interrupted").through(Gate.open());

    Thread.currentThread().interrupt();
    assertThatThrownBy(() ->
            bound.guests().power(Lab.vm("pve3", 107), PowerAction.START, PowerOptions.standard()))
        .isInstanceOfSatisfying(
            Interrupted.class,
            stopped -> assertThat(stopped.delivery()).isEqualTo(Delivery.NOT_SENT))
        .hasMessageContaining("Did not ask for the answer to: start VM 107 on node pve3");

    assertThat(Thread.interrupted()).as("the flag stays").isTrue();
    assertThat(lab.simulated().requests().count()).isZero();
  }

  @Test
  void an_interrupted_caller_stops_waiting_and_keeps_its_flag() throws InterruptedException {
    Cluster cluster = named("interrupting");
    CountDownLatch arrived = new CountDownLatch(1);
    lab.simulated()
        .faults()
        .next(
            request -> {
              arrived.countDown();
              return true;
            },
            Fault.SILENCE);
    CompletableFuture<Boolean> flagged = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                cluster.through(Gate.readsOnly()).guests().list();
              } catch (Interrupted stopped) {
                assertThat(stopped).hasMessageContaining("the answer to: list the guests");
                flagged.complete(Thread.currentThread().isInterrupted());
              }
            });
    arrived.await();

    caller.interrupt();
    caller.join();

    assertThat(flagged.getNow(false)).isTrue();
  }
}
