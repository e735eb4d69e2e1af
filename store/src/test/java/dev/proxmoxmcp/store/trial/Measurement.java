package dev.proxmoxmcp.store.trial;

import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.trail.Report;
import dev.proxmoxmcp.guard.trail.Verification;
import dev.proxmoxmcp.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast changes are recorded, what a read pays for its record, how long a verification takes.
 */
final class Measurement {
  private static final long SECONDS = 5;
  private static final int READS = 20_000;
  private static final int AT_ONCE = 1_000;

  private Measurement() {}

  @SuppressWarnings("SystemOut") // a table for whoever started it
  static boolean run(int records) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("proxmox-mcp-measure");
    try (SqliteStore store = new SqliteStore(folder, Instant::now, Thread::sleep)) {
      boolean well = true;
      for (int callers : new int[] {1, 8, 64}) {
        double rate = changes(store, callers);
        well &= callers == 1 || rate >= 2_000;
        System.out.printf("audited changes a second, %2d callers: %,.0f%n", callers, rate);
      }
      well &= reads(store);
      return verification(store, folder, records) && well;
    } finally {
      KillTrial.remove(folder);
    }
  }

  private static double changes(SqliteStore store, int callers) {
    AtomicLong done = new AtomicLong();
    long begun = System.nanoTime();
    long end = begun + SECONDS * 1_000_000_000L;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < callers; caller++) {
        threads.execute(() -> {
          while (System.nanoTime() < end) {
            store.change(books -> books.append(Appender.entry(Event.INTENT, "change")));
            done.incrementAndGet();
          }
        });
      }
    }
    return done.get() * 1e9 / (System.nanoTime() - begun);
  }

  /** Reads come with pauses, as calls do; what counts is how long each one is held up. */
  @SuppressWarnings("SystemOut")
  private static boolean reads(SqliteStore store) throws InterruptedException {
    long[] nanos = new long[READS];
    for (int read = 0; read < READS; read++) {
      long begun = System.nanoTime();
      store.later(books -> books.append(Appender.entry(Event.READ, "read")));
      nanos[read] = System.nanoTime() - begun;
      if (read % 100 == 0) {
        Thread.sleep(1);
      }
    }
    store.change(_ -> true);
    Arrays.sort(nanos);
    double mean = Arrays.stream(nanos).average().orElse(0) / 1_000;
    System.out.printf(
        "what a read waits for its record: %.1f µs in the mean, %.1f µs at p99%n",
        mean, nanos[READS * 99 / 100] / 1_000.0);
    return mean <= 100;
  }

  @SuppressWarnings("SystemOut")
  private static boolean verification(SqliteStore store, Path folder, int records) {
    for (int done = 0; done < records; done += AT_ONCE) {
      store.change(books -> {
        for (int number = 0; number < AT_ONCE; number++) {
          books.append(Appender.entry(Event.INTENT, "change"));
        }
        return true;
      });
    }
    double before = processorSeconds();
    long begun = System.nanoTime();
    Report report = Verification.of(store, folder, Optional.empty());
    double seconds = (System.nanoTime() - begun) / 1e9;
    double million = seconds * 1e6 / report.records();
    System.out.printf(
        "verification: %,d records in %.1f s (%.1f s of a processor), so a million in %.1f s; %d"
            + " findings%n",
        report.records(), seconds, processorSeconds() - before, million, report.findings().size());
    return report.intact() && million <= 15;
  }

  private static double processorSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toMillis).orElse(0L)
        / 1e3;
  }
}
