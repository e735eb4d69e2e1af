package dev.proxmoxmcp.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.client.Busy;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.simulator.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CommandBookTest {
  private static final GuestRef VM = Lab.vm("pve1", 101);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ManualClock clock = new ManualClock();
  private final CommandBook book = new CommandBook(clock, clock);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore mayEnd = new Semaphore(0);
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    mayEnd.release(1000);
    threads.close();
  }

  /** One that ends when it may, begun so that those after it come later. */
  private Future<String> command(String name) {
    int before = book.users(VM);
    Future<String> command =
        threads.submit(() ->
            book.oneOfFew(
                VM,
                LONG,
                _ -> {
                  order.add(name);
                  mayEnd.acquireUninterruptibly();
                  return name;
                }));
    while (book.users(VM) == before) {
      Thread.onSpinWait();
    }
    return command;
  }

  private void beginTwo() {
    var _ = command("one");
    var _ = command("two");
    while (order.size() < 2) {
      Thread.onSpinWait();
    }
  }

  @Test
  void a_third_command_waits_its_turn_and_so_do_those_after_it_in_their_order() throws Exception {
    beginTwo();
    List<Future<String>> waiting = new ArrayList<>();
    for (String name : List.of("three", "four", "five", "six")) {
      waiting.add(command(name));
      awaitQueued(waiting.size());
    }
    assertThat(order).hasSize(2);

    for (int ended = 0; ended < 4; ended++) {
      mayEnd.release();
      while (order.size() < 3 + ended) {
        Thread.onSpinWait();
      }
    }

    assertThat(order.subList(2, 6)).containsExactly("three", "four", "five", "six");
    mayEnd.release(2);
    assertThat(waiting.getLast().get()).isEqualTo("six");
    assertThat(book.users(VM)).as("nothing is kept").isZero();
  }

  private void awaitQueued(int count) {
    while (book.queued(VM) < count) {
      Thread.onSpinWait();
    }
  }

  @Test
  void a_command_without_time_to_wait_is_refused_before_anything_is_sent() {
    beginTwo();

    assertThatThrownBy(() -> book.oneOfFew(VM, Duration.ZERO, _ -> "must not be run"))
        .isInstanceOf(Busy.class)
        .hasMessageContaining("2 commands in VM 101")
        .hasMessageContaining("Nothing was sent");
  }

  @Test
  void one_guest_does_not_keep_another_waiting() {
    beginTwo();

    String answer = book.oneOfFew(Lab.vm("pve1", 102), Duration.ZERO, _ -> "at once");

    assertThat(answer).isEqualTo("at once");
  }

  @Test
  void waiting_counts_as_time_of_the_command() throws Exception {
    beginTwo();
    Future<Duration> third = threads.submit(() -> book.oneOfFew(VM, LONG, left -> left));
    awaitQueued(1);
    clock.advance(Duration.ofSeconds(45));
    mayEnd.release();

    assertThat(third.get()).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void who_is_cancelled_while_waiting_leaves_the_queue() {
    beginTwo();
    CountDownLatch refused = new CountDownLatch(1);
    Future<String> third =
        threads.submit(() -> {
          try {
            return book.oneOfFew(VM, LONG, _ -> "must not be run");
          } catch (Interrupted stopped) {
            refused.countDown();
            throw stopped;
          }
        });
    awaitQueued(1);

    third.cancel(true);

    assertThat(refused).satisfies(CountDownLatch::await);
    while (book.users(VM) > 2) {
      Thread.onSpinWait();
    }
    assertThat(order).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void more_than_may_wait_are_refused_at_once() {
    beginTwo();
    for (int more = 1; more <= CommandBook.WAITING; more++) {
      var _ = command("waiting " + more);
    }

    assertThatThrownBy(() -> book.oneOfFew(VM, LONG, _ -> "must not be run"))
        .isInstanceOf(Busy.class)
        .hasMessageContaining("16 commands in VM 101 on node pve1 wait for their turn already");
  }

  @Test
  void a_command_that_fails_makes_room() {
    assertThatThrownBy(() ->
            threads
                .submit(() ->
                    book.oneOfFew(
                        VM,
                        LONG,
                        _ -> {
                          throw new IllegalStateException("failed");
                        }))
                .get())
        .isInstanceOf(ExecutionException.class);

    assertThat(book.users(VM)).isZero();
  }
}
