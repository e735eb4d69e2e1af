package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.Busy;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Interrupted;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests are under way for each node at once: four, two of them for slow calls, so that
 * a storage or an agent that hangs leaves room for the rest. Others wait in the order in which they
 * came; more than may wait are refused. Thread-safe.
 */
final class NodeLimits {
  static final int AT_ONCE = 4;
  static final int SLOW_AT_ONCE = 2;
  static final int WAITING = 256;

  private final Map<String, Turns> nodes = new ConcurrentHashMap<>();

  private static final class Turns {
    private final Semaphore all = new Semaphore(AT_ONCE, true);
    private final Semaphore slow = new Semaphore(SLOW_AT_ONCE, true);
    private final AtomicInteger waiting = new AtomicInteger();
  }

  /** How many requests are under way for a node or wait for their turn. */
  int load(String node) {
    Turns turns = nodes.get(node);
    return turns == null ? 0 : AT_ONCE - turns.all.availablePermits() + turns.waiting.get();
  }

  /** A turn, until it is closed. */
  @FunctionalInterface
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for a turn.
   *
   * @param node the node that works on it: its name, or the address where that is not known
   * @param limit how long to wait at most
   * @throws Busy if too many wait, or no turn came in time
   * @throws Interrupted if the caller is interrupted; nothing was sent
   */
  Turn enter(Attempt attempt, String node, Endpoint.Pace pace, Duration limit) {
    Turns turns = nodes.computeIfAbsent(node, _ -> new Turns());
    if (pace == Endpoint.Pace.QUICK) {
      wait(attempt, node, turns, turns.all, limit);
      return turns.all::release;
    }
    // The slow turn first: whoever waits for it must not hold a turn of the others.
    wait(attempt, node, turns, turns.slow, limit);
    boolean entered = false;
    try {
      wait(attempt, node, turns, turns.all, limit);
      entered = true;
    } finally {
      if (!entered) {
        turns.slow.release();
      }
    }
    return () -> {
      turns.all.release();
      turns.slow.release();
    };
  }

  private static void wait(
      Attempt attempt, String node, Turns turns, Semaphore semaphore, Duration limit) {
    try {
      // zero, since without a limit it would pass by those that wait
      if (semaphore.tryAcquire(0, TimeUnit.MILLISECONDS)) {
        return;
      }
      queue(attempt, node, turns, semaphore, limit);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Interrupted("the answer to: " + attempt.purpose(), Delivery.NOT_SENT, interrupted);
    }
  }

  private static void queue(
      Attempt attempt, String node, Turns turns, Semaphore semaphore, Duration limit)
      throws InterruptedException {
    if (turns.waiting.incrementAndGet() > WAITING) {
      turns.waiting.decrementAndGet();
      throw Busy.queueFull(attempt, node);
    }
    try {
      if (!semaphore.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Busy.noTurn(attempt, node, limit);
      }
    } finally {
      turns.waiting.decrementAndGet();
    }
  }
}
