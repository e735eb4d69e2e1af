package dev.proxmoxmcp.store;

import static dev.proxmoxmcp.store.Entries.NOON;
import static dev.proxmoxmcp.store.Entries.entry;

import dev.proxmoxmcp.guard.trail.Finding;
import dev.proxmoxmcp.guard.trail.Finding.Flaw;
import dev.proxmoxmcp.guard.trail.Report;
import dev.proxmoxmcp.guard.trail.Retention;
import dev.proxmoxmcp.guard.trail.Verification;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.sqlite.JDBC;

/** A trail in a folder, whose file a test may change behind its back. For one thread. */
final class KeptTrail {
  final Path state;
  final AtomicReference<Instant> now;

  private KeptTrail(Path state, AtomicReference<Instant> now) {
    this.state = state;
    this.now = now;
  }

  /** With three thousand records, the first of them at noon. */
  static KeptTrail in(Path state) {
    KeptTrail kept = new KeptTrail(state, new AtomicReference<>(NOON));
    kept.fill(3);
    return kept;
  }

  /** An empty one in another folder, at the same time. */
  KeptTrail beside(Path folder) {
    return new KeptTrail(folder, now);
  }

  SqliteStore open(Retention retention) {
    return new SqliteStore(state, now::get, Thread::sleep, retention);
  }

  /** Each thousand ends with a checkpoint. */
  void fill(int thousands) {
    try (SqliteStore store = open(Retention.ALL)) {
      for (int thousand = 0; thousand < thousands; thousand++) {
        store.change(books -> {
          for (int number = 0; number < 1_000; number++) {
            books.append(entry("change " + number));
          }
          return true;
        });
        now.set(now.get().plus(Duration.ofHours(1)));
      }
    }
  }

  Report verify() {
    return verify(Optional.empty());
  }

  Report verify(Optional<String> key) {
    try (SqliteStore store = open(Retention.ALL)) {
      return Verification.of(store, state, key);
    }
  }

  void sql(String... lines) throws SQLException {
    try (Connection connection = connection()) {
      for (String line : lines) {
        StoreFile.execute(connection, line);
      }
    }
  }

  Connection connection() throws SQLException {
    return JDBC.createConnection(JDBC.PREFIX + state.resolve("guard.db"), new Properties());
  }

  static List<Flaw> flaws(Report report) {
    return report.findings().stream().map(Finding::flaw).distinct().toList();
  }

  static List<String> texts(Report report) {
    return report.findings().stream().map(Finding::text).toList();
  }
}
