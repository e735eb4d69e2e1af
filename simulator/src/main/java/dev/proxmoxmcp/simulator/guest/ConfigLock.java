package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.task.Task;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The file lock of a guest's configuration: one task at a time holds it, others wait for it, but
 * not for long. Mutable; guarded by the timeline's turn.
 */
final class ConfigLock {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private @Nullable Task holder;

  private record Waiting(Task task, Runnable work) {}

  /** The task that holds it, or null. */
  @Nullable Task holder() {
    return holder;
  }

  /**
   * Has {@code work} done once {@code task} holds the lock, which it keeps until it ends.
   *
   * @param file the lock's file, for the error of a task that waited too long
   */
  void hold(Task task, String file, Runnable work) {
    if (holder == null) {
      give(new Waiting(task, work));
      return;
    }
    task.say("trying to acquire lock...");
    Waiting turn = new Waiting(task, work);
    waiting.add(turn);
    task.whenEnded(() -> waiting.remove(turn));
    task.after(
        PATIENCE,
        () -> {
          if (waiting.remove(turn)) {
            task.fail("can't lock file '" + file + "' - got timeout");
          }
        });
  }

  private void give(Waiting next) {
    holder = next.task();
    next.task().whenEnded(() -> release(next.task()));
    next.work().run();
  }

  /** Passes it on before the end of {@code task}, if that holds it. */
  void release(Task task) {
    if (task.equals(holder)) {
      passOn();
    }
  }

  private void passOn() {
    holder = null;
    Waiting next = waiting.poll();
    if (next != null) {
      next.task().say(" OK");
      give(next);
    }
  }
}
