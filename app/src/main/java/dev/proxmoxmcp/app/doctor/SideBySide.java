package dev.proxmoxmcp.app.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Does things on virtual threads at the same time, and waits for them no longer than a limit. */
final class SideBySide {
  private SideBySide() {}

  /**
   * What {@code each} makes of every one, in their order.
   *
   * @param late what stands in the place of one that took too long, and is interrupted
   * @throws InterruptedException if the caller is interrupted
   */
  static <A, B> List<B> of(List<A> all, Duration limit, Asking<A, B> each, Function<A, B> late)
      throws InterruptedException {
    // not close, which would wait for those that do not listen to an interrupt
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Callable<B>> calls = new ArrayList<>();
      all.forEach(one -> calls.add(() -> each.ask(one)));
      List<Future<B>> ended = threads.invokeAll(calls, limit.toMillis(), TimeUnit.MILLISECONDS);
      List<B> results = new ArrayList<>();
      for (int index = 0; index < ended.size(); index++) {
        results.add(result(ended.get(index), all.get(index), late));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static <A, B> B result(Future<B> ended, A one, Function<A, B> late)
      throws InterruptedException {
    try {
      return ended.get();
    } catch (CancellationException _) {
      return late.apply(one);
    } catch (ExecutionException defect) {
      if (defect.getCause() instanceof RuntimeException own) {
        throw own;
      }
      throw new IllegalStateException(defect.getCause());
    }
  }

  /** Something that blocks. */
  @FunctionalInterface
  interface Asking<A, B> {
    /** The answer. */
    B ask(A about) throws InterruptedException;
  }
}
