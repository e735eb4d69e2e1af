package dev.proxmoxmcp.store;

import dev.proxmoxmcp.guard.store.CannotRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the writer, in order, and bounded: who waits for his work waits for room as well;
 * what nobody waits for is dropped and counted. Thread-safe by one lock.
 */
final class WorkQueue {
  private static final Logger LOG = System.getLogger(WorkQueue.class.getName());

  /** A change is as large as a plan; these and a batch are what memory they may take. */
  private static final int MOST_AWAITED = 2_000;

  private static final int MOST_OTHERS = 20_000;
  private static final int LARGEST_BATCH = 1_000;

  /** So long works that nobody waits for gather, so that a busy reader costs few transactions. */
  private static final long GATHER_MILLIS = 50;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition roomy = lock.newCondition();
  private final Deque<Work<?>> waiting = new ArrayDeque<>();
  private int awaited;
  private long dropped;
  private boolean closed;

  /**
   * Takes a work that somebody waits for, as soon as there is room.
   *
   * @throws CannotRecord if this is closed, or the caller is interrupted before there was room
   */
  void put(Work<?> work) {
    lock.lock();
    try {
      while (awaited >= MOST_AWAITED && !closed) {
        roomy.await();
      }
      if (closed) {
        throw new CannotRecord("cannot record: this program is ending.", null);
      }
      waiting.add(work);
      awaited++;
      filled.signal();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new CannotRecord("cannot record: the call ended before its turn came.", ending);
    } finally {
      lock.unlock();
    }
  }

  /** Takes a work that nobody waits for, or drops it. */
  void offer(Work<?> work) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      if (waiting.size() - awaited >= MOST_OTHERS) {
        if (dropped++ == 0) {
          LOG.log(
              Level.WARNING,
              "More is to be recorded of reads than can be written; some of it is dropped."
                  + " waiting={0}",
              waiting.size());
        }
        return;
      }
      waiting.add(work);
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for works and takes them in their order.
   *
   * @return empty after {@link #close}, when all are taken
   */
  List<Work<?>> take() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        filled.await();
      }
      long left = TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);
      while (left > 0 && awaited == 0 && waiting.size() < LARGEST_BATCH && !closed) {
        left = filled.awaitNanos(left);
      }
      List<Work<?>> batch = new ArrayList<>(Math.min(waiting.size(), LARGEST_BATCH));
      while (batch.size() < LARGEST_BATCH && !waiting.isEmpty()) {
        Work<?> next = waiting.remove();
        awaited -= next.isAwaited() ? 1 : 0;
        batch.add(next);
      }
      if (dropped > 0 && waiting.size() - awaited < MOST_OTHERS / 2) {
        LOG.log(Level.WARNING, "Reads are recorded again. dropped={0}", dropped);
        dropped = 0;
      }
      roomy.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more; what is in it is still handed out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      filled.signalAll();
      roomy.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
