package dev.proxmoxmcp.simulator.task;

import dev.proxmoxmcp.simulator.api.Turn;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The cluster's time: what is planned for a moment happens once the clock has passed it, in order,
 * before anybody looks. No thread waits for it. Mutable; its lock guards the whole cluster's state.
 */
public final class Timeline implements Turn {
  private final ReentrantLock lock = new ReentrantLock();
  private final PriorityQueue<Event> planned =
      new PriorityQueue<>(Comparator.comparing(Event::when).thenComparingLong(Event::order));
  private final InstantSource clock;
  private Instant now;
  private long events;

  /** A timeline that begins at the clock's present. */
  public Timeline(InstantSource clock) {
    this.clock = clock;
    this.now = clock.instant();
  }

  private record Event(Instant when, long order, Runnable action) {}

  @Override
  public <T> T take(Function<Instant, T> action) {
    lock.lock();
    try {
      advance(clock.instant());
      return action.apply(now);
    } finally {
      lock.unlock();
    }
  }

  private void advance(Instant present) {
    while (!planned.isEmpty() && !planned.peek().when().isAfter(present)) {
      Event next = planned.remove();
      now = later(now, next.when());
      next.action().run();
    }
    // A clock that was set back does not undo what happened.
    now = later(now, present);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** What it goes by. */
  public InstantSource clock() {
    return clock;
  }

  /** The moment at which the current action takes place. */
  public Instant now() {
    return now;
  }

  /** Plans an action; called by whoever holds the turn. */
  public void at(Instant when, Runnable action) {
    planned.add(new Event(when, events++, action));
  }
}
