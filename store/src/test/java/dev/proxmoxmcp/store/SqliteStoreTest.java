package dev.proxmoxmcp.store;

import static dev.proxmoxmcp.store.Entries.NOON;
import static dev.proxmoxmcp.store.Entries.entry;
import static dev.proxmoxmcp.store.Entries.trail;
import static dev.proxmoxmcp.store.Entries.whats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.CannotRecord;
import dev.proxmoxmcp.guard.store.Kind;
import dev.proxmoxmcp.guard.trail.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

/** What is particular to a store in a file. */
class SqliteStoreTest {
  @TempDir Path temporary;

  private Path state() {
    return temporary.resolve("a/state");
  }

  private SqliteStore open() {
    return new SqliteStore(state(), () -> NOON, Thread::sleep);
  }

  private static void tamper(Path file, String... lines) throws SQLException {
    try (Connection connection =
        JDBC.createConnection(JDBC.PREFIX + file, new java.util.Properties())) {
      for (String sql : lines) {
        StoreFile.execute(connection, sql);
      }
    }
  }

  @Test
  void a_store_that_is_only_looked_at_makes_no_file() {
    try (SqliteStore store = open()) {
      assertThat(trail(store)).isEmpty();
    }
    assertThat(state()).doesNotExist();
  }

  @Test
  void what_was_kept_is_there_for_the_next_process() {
    try (SqliteStore store = open()) {
      store.change(books -> {
        books.put(Kind.MARK, "frozen", "by somebody", null);
        return books.append(entry("one"));
      });
      store.later(books -> books.append(entry("two")));
    }
    try (SqliteStore store = open()) {
      assertThat(whats(store)).containsExactly("one", "two");
      assertThat(store.<Object>look(books -> books.get(Kind.MARK, "frozen").orElseThrow()))
          .isEqualTo("by somebody");
      store.change(books -> books.append(entry("three")));
      assertThat(whats(store)).containsExactly("one", "two", "three");
    }
  }

  @Test
  void its_owner_alone_can_enter_the_folder_and_read_the_files() throws IOException {
    try (SqliteStore store = open()) {
      store.change(books -> books.append(entry("one")));
      assumeThat(Files.getFileStore(state()).supportsFileAttributeView("posix")).isTrue();

      assertThat(Files.getPosixFilePermissions(state()))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      try (var files = Files.list(state())) {
        assertThat(files)
            .isNotEmpty()
            .allSatisfy(file ->
                assertThat(Files.getPosixFilePermissions(file))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------")));
      }
    }
  }

  @Test
  void what_may_be_forgotten_is_forgotten_with_a_later_change() {
    AtomicReference<Instant> now = new AtomicReference<>(NOON);
    try (SqliteStore store = new SqliteStore(state(), now::get, Thread::sleep)) {
      store.change(books -> {
        books.put(Kind.TAINT, "short", "x", NOON.plusSeconds(60));
        books.put(Kind.TAINT, "long", "x", NOON.plus(Duration.ofDays(1)));
        books.put(Kind.TAINT, "for ever", "x", null);
        return true;
      });
      now.set(NOON.plus(Duration.ofHours(1)));
      store.change(_ -> true);

      assertThat(store.<Object>look(books -> books.all(Kind.TAINT).keySet()))
          .hasToString("[for ever, long]");
    }
  }

  @Test
  void a_full_disk_refuses_changes_keeps_nothing_of_them_and_goes_on_when_there_is_room() {
    try (SqliteStore store =
        new SqliteStore(new StoreFile(state(), Thread::sleep, 40), () -> NOON, Retention.ALL)) {
      store.change(books -> books.append(entry("one")));
      String large = "x".repeat(1 << 20);

      assertThatThrownBy(() ->
              store.change(books -> {
                books.append(entry("never"));
                books.put(Kind.PAST, "a", large, null);
                return true;
              }))
          .isInstanceOf(CannotRecord.class)
          .hasMessageContaining(state() + "/guard.db has no room left")
          .hasMessageContaining("df -h");

      assertThat(whats(store)).containsExactly("one");
      store.change(books -> books.append(entry("two")));
      assertThat(whats(store)).containsExactly("one", "two");
    }
  }

  @Test
  void a_folder_that_cannot_be_made_refuses_changes_until_it_can() throws IOException {
    Files.writeString(temporary.resolve("a"), "a file stands in the way");
    try (SqliteStore store = open()) {
      assertThatThrownBy(() -> store.change(books -> books.append(entry("one"))))
          .isInstanceOf(CannotRecord.class)
          .hasMessageContaining("the state folder " + state() + " cannot be made")
          .hasMessageContaining("PROXMOX_MCP_STATE");
      assertThat(trail(store)).isEmpty();

      Files.delete(temporary.resolve("a"));
      store.change(books -> books.append(entry("two")));
      assertThat(whats(store)).containsExactly("two");
    }
  }

  @Test
  void a_file_of_a_later_version_is_left_as_it_is() throws SQLException {
    try (SqliteStore store = open()) {
      store.change(books -> books.append(entry("one")));
    }
    tamper(state().resolve("guard.db"), "PRAGMA user_version = 7");

    try (SqliteStore store = open()) {
      assertThatThrownBy(() -> store.change(books -> books.append(entry("two"))))
          .isInstanceOf(CannotRecord.class)
          .hasMessageContaining("a later version of this program (its schema is 7, this one knows");
      assertThatThrownBy(() -> trail(store))
          .isInstanceOf(CannotRecord.class)
          .hasMessageContaining("later version");

      tamper(state().resolve("guard.db"), "PRAGMA user_version = 1");
      assertThat(whats(store)).containsExactly("one");
    }
  }

  @Test
  void the_database_of_another_program_is_left_as_it_is() throws Exception {
    Files.createDirectories(state());
    Path file = state().resolve("guard.db");
    tamper(file, "CREATE TABLE theirs (a)");
    byte[] before = Files.readAllBytes(file);

    try (SqliteStore store = open()) {
      assertThatThrownBy(() -> store.change(books -> books.append(entry("one"))))
          .isInstanceOf(CannotRecord.class)
          .hasMessageContaining("is the database of another program");
    }
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void a_file_that_is_no_database_is_left_as_it_is() throws Exception {
    Files.createDirectories(state());
    Path file = state().resolve("guard.db");
    Files.writeString(file, "no database at all ".repeat(500));

    try (SqliteStore store = open()) {
      assertThatThrownBy(() -> store.change(books -> books.append(entry("one"))))
          .isInstanceOf(CannotRecord.class)
          .hasMessageContaining("is no store of this program");
      assertThatThrownBy(() -> trail(store)).isInstanceOf(CannotRecord.class);
    }
    assertThat(file).content().startsWith("no database at all");
  }

  @Test
  void a_file_that_was_removed_while_it_is_open_is_not_written_to_any_more() throws IOException {
    try (SqliteStore store = open()) {
      store.change(books -> books.append(entry("lost with its file")));
      try (var files = Files.list(state())) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }

      store.change(books -> books.append(entry("kept")));

      assertThat(whats(store)).containsExactly("kept");
      assertThat(state().resolve("guard.db")).exists();
    }
  }

  @Test
  void a_file_that_nobody_can_write_to_is_read() throws Exception {
    try (SqliteStore store = open()) {
      store.change(books -> books.append(entry("one")));
    }
    // Whoever runs the tests may be allowed everything: this is the second way in, asked for alone.
    try (Connection connection = new StoreFile(state(), Thread::sleep, 0).readOnly()) {
      SqlBooks books = new SqlBooks(new Ledger(connection), false);
      assertThat(books.head().seq()).as("with the checkpoint at its end").isEqualTo(2);
    }
  }

  @Test
  void books_are_closed_with_the_work_that_had_them() {
    try (SqliteStore store = open()) {
      AtomicReference<Books> leaked = new AtomicReference<>();
      store.change(books -> {
        leaked.set(books);
        return true;
      });
      assertThatThrownBy(() -> leaked.get().append(entry("late")))
          .isInstanceOf(IllegalStateException.class);
      assertThat(trail(store)).isEmpty();
    }
  }

  @Test
  void a_work_that_waits_for_another_one_is_refused_instead_of_waiting_for_ever() {
    try (SqliteStore store = open()) {
      assertThatThrownBy(
              () -> store.change(_ -> store.change(books -> books.append(entry("inner")))))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void after_the_end_changes_are_refused() {
    SqliteStore store = open();
    store.change(books -> books.append(entry("one")));
    store.close();
    store.close();

    assertThatThrownBy(() -> store.change(books -> books.append(entry("two"))))
        .isInstanceOf(CannotRecord.class)
        .hasMessageContaining("is ending");
    assertThatThrownBy(() -> trail(store)).isInstanceOf(CannotRecord.class);
    store.later(books -> books.append(entry("three")));
  }

  @Test
  void a_caller_who_is_told_to_end_while_he_waits_gets_his_result_and_is_told_after_it() {
    try (SqliteStore store = open()) {
      Thread.currentThread().interrupt();

      long seq = store.<Long>change(books -> books.append(entry("one")).seq());

      assertThat(Thread.interrupted()).isTrue();
      assertThat(seq).isEqualTo(1);
    }
  }
}
