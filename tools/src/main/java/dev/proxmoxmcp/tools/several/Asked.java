package dev.proxmoxmcp.tools.several;

import dev.proxmoxmcp.base.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Asks several at once, on a virtual thread each, and waits for none of them longer than the budget
 * says.
 *
 * @param budget how long each may take
 * @param pause how to wait for that long
 */
public record Asked(Duration budget, Pause pause) {
  /**
   * All answers, in the order of {@code questions}; empty for one that did not come in time: then
   * its thread was interrupted. If one throws, the others are interrupted, and what it threw is
   * thrown.
   *
   * @throws InterruptedException if this thread is interrupted; all others are then too
   */
  public <T> List<Optional<T>> all(List<Callable<T>> questions) throws InterruptedException {
    List<FutureTask<T>> tasks = questions.stream().map(FutureTask::new).toList();
    tasks.forEach(task -> Thread.ofVirtual().name("cluster").start(task));
    Thread watch = Thread.ofVirtual().name("cluster-budget").start(() -> endLater(tasks));
    try {
      List<Optional<T>> answers = new ArrayList<>();
      for (FutureTask<T> task : tasks) {
        answers.add(answer(task));
      }
      return answers;
    } finally {
      watch.interrupt();
      tasks.forEach(task -> task.cancel(true));
    }
  }

  private static <T> Optional<T> answer(FutureTask<T> task) throws InterruptedException {
    try {
      return Optional.of(task.get());
    } catch (CancellationException _) {
      return Optional.empty();
    } catch (ExecutionException failure) {
      switch (failure.getCause()) {
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        case InterruptedException stopped -> throw stopped;
        case null, default -> throw new IllegalStateException(failure);
      }
    }
  }

  private void endLater(List<? extends FutureTask<?>> tasks) {
    try {
      pause.sleep(budget);
      tasks.forEach(task -> task.cancel(true));
    } catch (InterruptedException _) {
      // All have answered.
    }
  }
}
