package dev.proxmoxmcp.mcp.transport.http;

import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Tells of calls that have not ended after a while. One timer looks after all of them, since most
 * end long before: to set one for each would cost more than it is worth. Thread-safe.
 */
final class Silence {
  private final Scheduler scheduler;
  private final Duration patience;
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();

  /**
   * @param patience how long a call may take before it is told of
   */
  Silence(Scheduler scheduler, Duration patience) {
    this.scheduler = scheduler;
    this.patience = patience;
  }

  /** How long a call may take before it is told of. */
  Duration patience() {
    return patience;
  }

  /** One call, until it is closed. */
  final class Call implements AutoCloseable {
    private final long since = NanoTime.now();
    private final Runnable told;

    private Call(Runnable told) {
      this.told = told;
    }

    private long left() {
      return since + patience.toNanos() - NanoTime.now();
    }

    @Override
    public void close() {
      calls.remove(this);
    }
  }

  /**
   * Looks after a call from now on.
   *
   * @param told run, by the timer's thread, if it takes too long; must not wait
   */
  Call watch(Runnable told) {
    Call call = new Call(told);
    calls.add(call);
    lookAgain();
    return call;
  }

  private void lookAgain() {
    if (!looking.get() && looking.compareAndSet(false, true)) {
      scheduler.schedule(this::look, patience);
    }
  }

  private void look() {
    long next = Long.MAX_VALUE;
    for (Iterator<Call> each = calls.iterator(); each.hasNext(); ) {
      Call call = each.next();
      long left = call.left();
      if (left > 0) {
        next = Math.min(next, left);
      } else {
        each.remove();
        call.told.run();
      }
    }
    if (next < Long.MAX_VALUE) {
      scheduler.schedule(this::look, next, TimeUnit.NANOSECONDS);
      return;
    }
    looking.set(false);
    if (!calls.isEmpty()) { // one that came meanwhile, and saw that there was a timer
      lookAgain();
    }
  }
}
