package dev.proxmoxmcp.tools.part;

import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Unauthenticated;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.text.Amounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Several requests of one call, side by side: one that fails or takes too long is missing from the
 * answer and does not hide the others. Belongs to the thread of the call. Closing it breaks off
 * what is still under way.
 */
public final class Gathering implements AutoCloseable {
  /** A call that reaches over many nodes must not take all that the client can send. */
  private static final int SIDE_BY_SIDE = 12;

  /** How often the time is looked at: seldom enough to cost nothing. */
  private static final long LOOK_MILLIS = 10;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore room = new Semaphore(SIDE_BY_SIDE);
  private final List<Future<?>> asked = new ArrayList<>();
  private final Supplier<Instant> clock;
  private final Duration budget;
  private final Instant deadline;

  private Gathering(Supplier<Instant> clock, Duration budget) {
    this.clock = clock;
    this.budget = budget;
    this.deadline = clock.get().plus(budget);
  }

  /**
   * Begins.
   *
   * @param budget how long its parts may take, all together, from now
   */
  public static Gathering within(Duration budget, CallContext context) {
    return within(budget, context::now);
  }

  static Gathering within(Duration budget, Supplier<Instant> clock) {
    return new Gathering(clock, budget);
  }

  /** Asks, as soon as there is room. */
  public <T> Pending<T> ask(Callable<T> request) {
    Future<T> future =
        threads.submit(() -> {
          room.acquire();
          try {
            return request.call();
          } finally {
            room.release();
          }
        });
    asked.add(future);
    return new Pending<>(future);
  }

  /** Asks all, and waits for each as long as the budget lasts; in the order of {@code requests}. */
  public <T> List<Part<T>> all(List<Callable<T>> requests) throws InterruptedException {
    List<Pending<T>> pending = requests.stream().map(this::ask).toList();
    List<Part<T>> parts = new ArrayList<>();
    for (Pending<T> one : pending) {
      parts.add(one.part());
    }
    return parts;
  }

  /** An answer that is awaited. */
  public final class Pending<T> {
    private final Future<T> future;

    private Pending(Future<T> future) {
      this.future = future;
    }

    /**
     * What came within the budget.
     *
     * @throws Interrupted if this thread is interrupted
     * @throws Unauthenticated if the token is no good, which would be so for all parts
     */
    public Part<T> part() throws InterruptedException {
      while (true) {
        try {
          return new Part.Got<>(future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
          if (!clock.get().isBefore(deadline) && !future.isDone()) {
            future.cancel(true);
            return new Part.Missing<>("no answer within " + Amounts.seconds(budget), null);
          }
        } catch (ExecutionException failed) {
          return missing(failed);
        } catch (CancellationException _) {
          return new Part.Missing<>("it was broken off", null);
        }
      }
    }

    /**
     * The answer itself, however long it takes: for what nothing can be said without.
     *
     * @throws ProxmoxException what went wrong
     */
    public T value() throws InterruptedException {
      try {
        return future.get();
      } catch (ExecutionException failed) {
        throw rethrown(failed);
      }
    }
  }

  private static <T> Part<T> missing(ExecutionException failed) {
    return switch (failed.getCause()) {
      case Interrupted stopped -> throw stopped;
      case Unauthenticated refused -> throw refused;
      case ProxmoxException failure -> new Part.Missing<>(failure.getMessage(), failure);
      case null, default -> throw rethrown(failed);
    };
  }

  private static RuntimeException rethrown(ExecutionException failed) {
    return switch (failed.getCause()) {
      case RuntimeException unchecked -> unchecked;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(failed);
    };
  }

  /** Breaks off what is still under way. */
  @Override
  public void close() {
    asked.forEach(future -> future.cancel(true));
    threads.close();
  }
}
