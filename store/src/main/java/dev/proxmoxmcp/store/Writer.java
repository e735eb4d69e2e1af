package dev.proxmoxmcp.store;

import dev.proxmoxmcp.guard.audit.Head;
import dev.proxmoxmcp.guard.store.CannotRecord;
import dev.proxmoxmcp.guard.trail.Sealing;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Does works in their order, many of them in one transaction, so that they share the one wait for
 * the disk. Everything in it belongs to its thread, except {@link #begin} and {@link #awaitEnd}.
 */
final class Writer {
  private static final Logger LOG = System.getLogger(Writer.class.getName());
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);
  private static final Duration LONGEST_END = Duration.ofSeconds(30);

  private final StoreFile file;
  private final WorkQueue queue;
  private final InstantSource clock;
  private final Sealing sealing;
  private final Thread thread;

  private @Nullable Ledger ledger;
  private @Nullable Object identity;
  private Instant nextSweep = Instant.MIN;
  private boolean losing;

  Writer(StoreFile file, WorkQueue queue, InstantSource clock, Sealing sealing) {
    this.file = file;
    this.queue = queue;
    this.clock = clock;
    this.sealing = sealing;
    this.thread = Thread.ofPlatform().daemon().name("store-writer").unstarted(this::run);
  }

  void begin() {
    thread.start();
  }

  boolean isHere() {
    return Thread.currentThread() == thread;
  }

  /** Waits until all is done that was in the queue when it was closed. */
  void awaitEnd() {
    try {
      if (!thread.join(LONGEST_END)) {
        LOG.log(Level.WARNING, "The store did not end in time. file={0}", file.path());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      for (List<Work<?>> batch = next(); !batch.isEmpty(); batch = next()) {
        write(batch, false);
      }
      if (ledger != null) {
        write(List.of(), true);
      }
    } finally {
      queue.close();
      forget();
      // Only after a defect is anything left: whoever waits must not wait for ever.
      for (List<Work<?>> left = next(); !left.isEmpty(); left = next()) {
        lose(left, new CannotRecord("cannot record: the store has ended by a defect.", null));
      }
    }
  }

  private List<Work<?>> next() {
    while (true) {
      try {
        return queue.take();
      } catch (InterruptedException _) {
        // Nobody interrupts this thread but a work that has a defect; the queue ends it.
      }
    }
  }

  /**
   * @param last whether this is the last transaction of this process
   */
  private void write(List<Work<?>> batch, boolean last) {
    boolean told = false;
    try {
      transact(batch, last);
      told = true;
      if (losing) {
        LOG.log(Level.INFO, "The store can be written again. file={0}", file.path());
        losing = false;
      }
      batch.forEach(Work::kept);
    } catch (SQLException refused) {
      told = true;
      lose(batch, Trouble.with(file.path(), refused));
    } catch (CannotRecord refused) {
      told = true;
      lose(batch, refused);
    } finally {
      if (!told) {
        lose(batch, new CannotRecord("cannot record: the store has a defect.", null));
      }
    }
  }

  private void lose(List<Work<?>> batch, CannotRecord why) {
    forget();
    if (!losing) {
      LOG.log(
          Level.WARNING,
          "The store cannot be written. works={0} why={1}",
          batch.size(),
          why.getMessage());
      losing = true;
    }
    batch.forEach(work -> work.lost(why));
  }

  private void transact(List<Work<?>> batch, boolean last) throws SQLException {
    Ledger open = ledger();
    boolean done = false;
    open.begin("BEGIN IMMEDIATE");
    try {
      for (Work<?> work : batch) {
        doOne(open, work);
      }
      complete(open, last);
      open.run("COMMIT");
      done = true;
    } finally {
      if (!done) {
        open.abandon();
      }
    }
    sealing.after(open.head());
  }

  /** What a work throws undoes this work alone. */
  private static void doOne(Ledger open, Work<?> work) throws SQLException {
    SqlBooks books = new SqlBooks(open, true);
    Head before = open.head();
    open.run("SAVEPOINT work");
    boolean well = work.doWith(books);
    books.end();
    if (books.failure().isPresent()) {
      throw books.failure().get();
    }
    if (!well) {
      open.run("ROLLBACK TO work");
      open.moveTo(before);
    }
    open.run("RELEASE work");
  }

  /** What no work asks for: signatures, and that what is out of date goes. */
  private void complete(Ledger open, boolean last) throws SQLException {
    SqlBooks books = new SqlBooks(open, true);
    Instant now = clock.instant();
    try {
      sealing.before(books, last);
      if (!now.isBefore(nextSweep)) {
        nextSweep = now.plus(BETWEEN_SWEEPS);
        books.sweep(now);
      }
    } catch (SqlFailure refused) {
      throw refused.reason();
    }
  }

  /** Open, and of the file that stands there now: somebody may have put another in its place. */
  private Ledger ledger() throws SQLException {
    if (ledger != null && !Objects.equals(identity, file.identity())) {
      LOG.log(Level.WARNING, "The file of the store is another one. file={0}", file.path());
      forget();
    }
    Ledger open = ledger;
    if (open == null) {
      try {
        open = new Ledger(file.openToWrite());
      } catch (InterruptedException defect) {
        throw new CannotRecord("cannot record: interrupted.", defect);
      }
      ledger = open;
      identity = file.identity();
    }
    return open;
  }

  private void forget() {
    if (ledger != null) {
      ledger.close();
      ledger = null;
    }
    sealing.forget();
  }
}
