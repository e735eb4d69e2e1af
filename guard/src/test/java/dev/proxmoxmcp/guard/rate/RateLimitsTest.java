package dev.proxmoxmcp.guard.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.store.Kind;
import dev.proxmoxmcp.guard.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RateLimitsTest {
  private static final Instant START = Instant.parse("2026-11-30T09:30:00Z");

  private final MemoryStore store = new MemoryStore();
  private final RateLimits limits =
      new RateLimits(Map.of(Tier.CHANGE, new Rate(6, 3), Tier.READ, new Rate(6, 3)));

  @Test
  void so_many_pass_at_once_and_the_next_waits_for_one_to_come_back() {
    for (int count = 0; count < 3; count++) {
      assertThat(change("ann", 1, START)).isInstanceOf(Taking.Taken.class);
    }

    assertThat(change("ann", 1, START))
        .isEqualTo(new Taking.Wait(Tier.CHANGE, new Rate(6, 3), Duration.ofSeconds(10)));
    assertThat(change("ann", 1, START.plusMillis(9_999)))
        .isEqualTo(new Taking.Wait(Tier.CHANGE, new Rate(6, 3), Duration.ofMillis(1)));
    assertThat(change("ann", 1, START.plusSeconds(10))).isInstanceOf(Taking.Taken.class);
    assertThat(change("ann", 1, START.plusSeconds(10))).isInstanceOf(Taking.Wait.class);
  }

  @Test
  void several_guests_count_as_several_and_are_taken_together_or_not_at_all() {
    assertThat(change("ann", 2, START)).isInstanceOf(Taking.Taken.class);
    assertThat(change("ann", 2, START)).isInstanceOf(Taking.Wait.class);
    assertThat(change("ann", 1, START)).isInstanceOf(Taking.Taken.class);
    assertThat(change("ann", 4, START.plusSeconds(600)))
        .isEqualTo(new Taking.TooMany(Tier.CHANGE, new Rate(6, 3), 4));
    assertThat(change("ann", 0, START.plusSeconds(600))).isInstanceOf(Taking.Taken.class);
  }

  @Test
  void principals_and_tiers_do_not_take_from_each_other() {
    change("ann", 3, START);

    assertThat(change("bob", 3, START)).isInstanceOf(Taking.Taken.class);
    assertThat(store.<Taking>change(books -> limits.take(books, "ann", Tier.EXEC, 1, START)))
        .isInstanceOf(Taking.Taken.class);
  }

  @Test
  void what_is_undone_takes_nothing() {
    assertThatThrownBy(() ->
            store.change(books -> {
              limits.take(books, "ann", Tier.CHANGE, 3, START);
              throw new IllegalStateException("undone");
            }))
        .hasMessage("undone");

    assertThat(change("ann", 3, START)).isInstanceOf(Taking.Taken.class);
  }

  @Test
  void several_processes_on_one_store_share_a_rate() throws Exception {
    List<Callable<Taking>> calls = new ArrayList<>();
    for (int call = 0; call < 40; call++) {
      RateLimits process = new RateLimits(limits.rates());
      calls.add(() -> store.change(books -> process.take(books, "ann", Tier.CHANGE, 1, START)));
    }

    assertThat(taken(calls)).isEqualTo(3);
  }

  @Test
  void looks_of_many_threads_never_go_beyond_the_rate() throws Exception {
    List<Callable<Taking>> calls = new ArrayList<>();
    for (int call = 0; call < 200; call++) {
      calls.add(() -> limits.look("ann", START));
    }

    assertThat(taken(calls)).isEqualTo(3);
    assertThat(limits.look("bob", START)).isInstanceOf(Taking.Taken.class);
    assertThat(limits.look("ann", START.plusSeconds(10))).isInstanceOf(Taking.Taken.class);
  }

  @Test
  void principals_who_rested_are_forgotten_and_no_others() {
    for (int count = 0; count < 3; count++) {
      limits.look("ann", START);
    }
    for (int number = 0; number < 30_000; number++) {
      limits.look("p" + number, START.plusMillis(number));
    }

    assertThat(limits.remembered()).isLessThan(20_010);
    assertThat(limits.look("p29999", START.plusMillis(29_999))).isInstanceOf(Taking.Taken.class);
  }

  @Test
  void a_clock_that_goes_back_gives_nothing_for_free_and_stops_nobody_for_long() {
    change("ann", 1, START);
    Instant back = START.minus(Duration.ofDays(365));

    assertThat(change("ann", 1, back))
        .isEqualTo(new Taking.Wait(Tier.CHANGE, new Rate(6, 3), Duration.ofSeconds(10)));
    assertThat(change("ann", 1, back.plusSeconds(9))).isInstanceOf(Taking.Wait.class);
    assertThat(change("ann", 1, back.plusSeconds(10))).isInstanceOf(Taking.Taken.class);
    assertThat(change("ann", 1, back.plusSeconds(10))).isInstanceOf(Taking.Wait.class);
  }

  @Test
  void after_a_clock_went_back_all_comes_back_in_its_time() {
    change("ann", 3, START);
    Instant back = START.minus(Duration.ofDays(365));
    assertThat(change("ann", 1, back)).isInstanceOf(Taking.Wait.class);

    int taken = 0;
    for (int second = 0; second <= 60; second++) {
      taken += change("ann", 1, back.plusSeconds(second)) instanceof Taking.Taken ? 1 : 0;
    }

    assertThat(taken).isEqualTo(6);
  }

  @Test
  void a_state_that_is_none_of_ours_lets_nothing_pass_for_free() {
    store.change(books -> {
      books.put(Kind.BUCKET, "change ann", "full!", null);
      return true;
    });

    assertThat(change("ann", 1, START)).isInstanceOf(Taking.Wait.class);
    assertThat(change("ann", 1, START.plusSeconds(10))).isInstanceOf(Taking.Taken.class);
  }

  /** Property: in any time at most the burst, and the rate for all of it. */
  @Test
  void in_no_time_more_passes_than_the_burst_and_the_rate() {
    long seed = 20261130;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      Rate rate = new Rate(1 + random.nextInt(300), 1 + random.nextInt(20));
      RateLimits one = new RateLimits(Map.of(Tier.EXEC, rate));
      MemoryStore books = new MemoryStore();
      List<Instant> passed = new ArrayList<>();
      Instant now = START;
      for (int call = 0; call < 120; call++) {
        now = now.plusMillis(random.nextInt(4) == 0 ? random.nextInt(60_000) : random.nextInt(50));
        int count = 1 + random.nextInt(3);
        Instant at = now;
        if (books.<Taking>change(open -> one.take(open, "p", Tier.EXEC, count, at))
            instanceof Taking.Taken) {
          for (int each = 0; each < count; each++) {
            passed.add(now);
          }
        }
      }
      assertThat(most(passed, rate))
          .as("seed %d: %s", seed, rate)
          .isLessThanOrEqualTo(rate.burst() + 1e-6);
    }
  }

  /** The most that passed in any time, beyond what comes back in it. */
  private static double most(List<Instant> passed, Rate rate) {
    double most = 0;
    for (int from = 0; from < passed.size(); from++) {
      for (int to = from; to < passed.size(); to++) {
        double minutes =
            Duration.between(passed.get(from), passed.get(to)).toNanos() / 60_000_000_000.0;
        most = Math.max(most, to - from + 1.0 - rate.perMinute() * minutes);
      }
    }
    return most;
  }

  /** Property: who waits as long as he is told is let pass, if nothing else is taken meanwhile. */
  @Test
  void who_waits_as_told_is_let_pass() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      Rate rate = new Rate(1 + random.nextInt(300), 1 + random.nextInt(20));
      RateLimits one = new RateLimits(Map.of(Tier.EXEC, rate));
      MemoryStore books = new MemoryStore();
      Instant now = START;
      for (int call = 0; call < 30; call++) {
        int count = 1 + random.nextInt(rate.burst());
        Instant at = now;
        if (books.<Taking>change(open -> one.take(open, "p", Tier.EXEC, count, at))
            instanceof Taking.Wait wait) {
          now = now.plusSeconds(wait.seconds());
          Instant later = now;
          assertThat(books.<Taking>change(open -> one.take(open, "p", Tier.EXEC, count, later)))
              .isInstanceOf(Taking.Taken.class);
        }
      }
    }
  }

  @Test
  void a_refusal_says_the_rate_and_when_to_try_again() {
    assertThat(new Taking.Wait(Tier.DESTROY, new Rate(10, 5), Duration.ofMillis(5_001)).text())
        .isEqualTo(
            "Nothing was sent, because this caller has used up the rate of what loses something"
                + " (10 a minute, 5 at once); retry after 6 s. policy.rates.destroy of the settings"
                + " says how much it is.");
    assertThat(new Taking.TooMany(Tier.CHANGE, new Rate(60, 60), 80).text())
        .isEqualTo(
            "Nothing was sent, because 80 at once are more than the rate of changes ever lets"
                + " pass (60 a minute, 60 at once); part it into calls of at most 60.");
  }

  @ParameterizedTest
  @EnumSource(Tier.class)
  void every_tier_has_a_rate(Tier tier) {
    assertThat(RateLimits.DEFAULT).containsKey(tier);
    assertThat(new RateLimits(Map.of()).rates()).isEqualTo(RateLimits.DEFAULT);
    assertThatThrownBy(() -> new Rate(0, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  private Taking change(String principal, int count, Instant now) {
    return store.change(books -> limits.take(books, principal, Tier.CHANGE, count, now));
  }

  private static long taken(List<Callable<Taking>> calls)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long taken = 0;
      for (Future<Taking> call : threads.invokeAll(calls)) {
        taken += call.get() instanceof Taking.Taken ? 1 : 0;
      }
      return taken;
    }
  }
}
