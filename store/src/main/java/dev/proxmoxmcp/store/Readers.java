package dev.proxmoxmcp.store;

import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.CannotRecord;
import dev.proxmoxmcp.guard.store.MemoryStore;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads beside the writer, each from the state that it found at its start. On platform threads: a
 * call into SQLite keeps the thread that carries it, and virtual threads have few of those.
 * Thread-safe.
 */
final class Readers implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int MOST_WAITING = 2_000;
  private static final int IDLE_SECONDS = 30;

  private final StoreFile file;
  private final ThreadPoolExecutor threads;
  private final ConcurrentLinkedDeque<Reader> idle = new ConcurrentLinkedDeque<>();

  private record Reader(Ledger ledger, @Nullable Object identity) {}

  Readers(StoreFile file) {
    this.file = file;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("store-reader-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  <T extends @Nullable Object> T look(Function<Books, T> work) {
    if (!file.exists()) {
      // Nothing was kept yet, and looking makes no file.
      try (MemoryStore nothing = new MemoryStore()) {
        return nothing.look(work);
      }
    }
    Future<T> future;
    try {
      future = threads.submit(() -> read(work));
    } catch (RejectedExecutionException full) {
      throw new CannotRecord(
          threads.isShutdown()
              ? "cannot read what is kept: this program is ending."
              : "cannot read what is kept: too many calls read it at this moment; try again.",
          full);
    }
    try {
      return future.get();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new CannotRecord("cannot read what is kept: the call has ended.", ending);
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case SQLException refused -> throw Trouble.with(file.path(), refused);
        case RuntimeException thrown -> throw thrown;
        case Error defect -> throw defect;
        case null, default -> throw new IllegalStateException(failed);
      }
    }
  }

  private <T extends @Nullable Object> T read(Function<Books, T> work) throws SQLException {
    Optional<Reader> ready = ready();
    if (ready.isEmpty()) {
      try (MemoryStore nothing = new MemoryStore()) {
        return nothing.look(work);
      }
    }
    Ledger ledger = ready.get().ledger();
    SqlBooks books = new SqlBooks(ledger, false);
    try {
      ledger.begin("BEGIN");
      return work.apply(books);
    } catch (SqlFailure refused) {
      throw refused.reason();
    } finally {
      books.end();
      ledger.abandon();
      if (books.failure().isPresent() || threads.isShutdown()) {
        ledger.close();
      } else {
        idle.push(ready.get());
      }
    }
  }

  private Optional<Reader> ready() {
    Object now = file.identity();
    for (Reader reader = idle.poll(); reader != null; reader = idle.poll()) {
      if (Objects.equals(reader.identity(), now)) {
        return Optional.of(reader);
      }
      reader.ledger().close();
    }
    return file.openToRead().map(connection -> new Reader(new Ledger(connection), now));
  }

  @Override
  public void close() {
    threads.shutdown();
    for (Reader reader = idle.poll(); reader != null; reader = idle.poll()) {
      reader.ledger().close();
    }
  }
}
