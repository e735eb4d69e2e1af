package dev.proxmoxmcp.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs several things side by side, on a virtual thread each. */
public final class Together {
  private Together() {}

  /**
   * All results, in the order of {@code work}. If one throws, the others are interrupted, and what
   * it threw is thrown.
   *
   * @throws InterruptedException if this thread is interrupted; the work is interrupted then too
   */
  public static <T> List<T> all(List<Callable<T>> work) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = work.stream().map(threads::submit).toList();
      try {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
          results.add(future.get());
        }
        return results;
      } catch (ExecutionException failure) {
        throw rethrown(failure);
      } finally {
        futures.forEach(future -> future.cancel(true));
      }
    }
  }

  private static RuntimeException rethrown(ExecutionException failure) {
    return switch (failure.getCause()) {
      case RuntimeException unchecked -> unchecked;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(failure);
    };
  }
}
