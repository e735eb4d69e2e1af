package dev.proxmoxmcp.store;

import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.CannotRecord;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done with the books, its result, and the caller who waits for it. Done by one
 * thread; awaited by another.
 */
final class Work<T extends @Nullable Object> {
  private final Function<Books, T> todo;
  private final boolean awaited;
  private final CountDownLatch told = new CountDownLatch(1);

  /** Holds what it returned or threw until the transaction has ended. */
  private @Nullable FutureTask<T> run;

  private @Nullable CannotRecord lost;

  /**
   * @param awaited whether somebody waits for it
   */
  Work(Function<Books, T> todo, boolean awaited) {
    this.todo = todo;
    this.awaited = awaited;
  }

  boolean isAwaited() {
    return awaited;
  }

  /** Does it, and keeps what it returns or throws. Whether it returned. */
  boolean doWith(Books books) {
    FutureTask<T> once = new FutureTask<>(() -> todo.apply(books));
    run = once;
    once.run();
    return once.state() == Future.State.SUCCESS;
  }

  /** The transaction ended well: whoever waits gets what it returned or threw. */
  void kept() {
    told.countDown();
  }

  /** The transaction ended badly. */
  void lost(CannotRecord why) {
    lost = why;
    told.countDown();
  }

  /** Waits for the end of the transaction, which is near, whatever comes. */
  T await() {
    boolean interrupted = false;
    while (true) {
      try {
        told.await();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return result();
  }

  private T result() {
    CannotRecord refused = lost;
    if (refused != null) {
      // Of its own: several callers may wait for one transaction.
      throw new CannotRecord(refused.getMessage(), refused);
    }
    FutureTask<T> ended = run;
    if (ended == null) {
      throw new IllegalStateException("told before it was done");
    }
    if (ended.state() == Future.State.SUCCESS) {
      return ended.resultNow();
    }
    switch (ended.exceptionNow()) {
      case RuntimeException thrown -> throw thrown;
      case Error defect -> throw defect;
      case Throwable other -> throw new IllegalStateException(other);
    }
  }
}
