package dev.proxmoxmcp.store;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.guard.trail.Retention;
import dev.proxmoxmcp.guard.trail.Sealing;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps everything in one SQLite file, which several processes may use at a time. Nothing is opened
 * before the first use, and a failure to open it is tried anew by the next one: a disk that was
 * full and has room again needs no restart. Thread-safe.
 *
 * <p>A work is done by the thread of the store, never by that of its caller: it must not ask for
 * what belongs to a thread, and must not use this store again.
 */
public final class SqliteStore implements GuardStore {
  private final WorkQueue queue = new WorkQueue();
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Writer writer;
  private final Readers readers;

  /**
   * @param folder the state folder, made at the first change if it is not there
   * @param clock the time, for what may be forgotten
   * @param pause how to wait while another process makes the file
   * @param retention how much of the audit trail is kept
   */
  public SqliteStore(Path folder, InstantSource clock, Pause pause, Retention retention) {
    this(new StoreFile(folder, pause, 0), clock, retention);
  }

  /** One that keeps the whole audit trail. */
  public SqliteStore(Path folder, InstantSource clock, Pause pause) {
    this(folder, clock, pause, Retention.ALL);
  }

  SqliteStore(StoreFile file, InstantSource clock, Retention retention) {
    Sealing sealing = new Sealing(file.folder(), clock, retention);
    this.writer = new Writer(file, queue, clock, sealing);
    this.readers = new Readers(file);
  }

  @Override
  public <T> T change(Function<Books, T> work) {
    if (writer.isHere()) {
      throw new IllegalStateException("a work must not wait for another one");
    }
    Work<T> mine = new Work<>(work, true);
    queue.put(mine);
    begin();
    return mine.await();
  }

  @Override
  public <T> T look(Function<Books, T> work) {
    return readers.look(work);
  }

  @Override
  public void later(Consumer<Books> work) {
    queue.offer(
        new Work<>(
            books -> {
              work.accept(books);
              return true;
            },
            false));
    begin();
  }

  private void begin() {
    if (!begun.getPlain() && begun.compareAndSet(false, true)) {
      writer.begin();
    }
  }

  @Override
  public void close() {
    queue.close();
    if (begun.get()) {
      writer.awaitEnd();
    }
    readers.close();
  }
}
