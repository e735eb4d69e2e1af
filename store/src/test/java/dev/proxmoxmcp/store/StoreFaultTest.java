package dev.proxmoxmcp.store;

import static dev.proxmoxmcp.store.Entries.NOON;
import static dev.proxmoxmcp.store.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.proxmoxmcp.guard.store.CannotRecord;
import dev.proxmoxmcp.guard.store.Kind;
import dev.proxmoxmcp.guard.trail.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;

/** Each fault of the file, brought about, is told in the words of the list. */
class StoreFaultTest {
  /** In the head of the file: up to which format it may be written; 2 is what there is today. */
  private static final int WRITE_VERSION = 18;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void every_fault_is_told_in_its_words_with_what_to_do(StoreFault fault) throws Exception {
    CannotRecord told = brought(fault);

    assertThat(told.getMessage())
        .matches(fault::isIn, "says " + fault.words())
        .startsWith("cannot record: ")
        .contains(file().toString());
  }

  private CannotRecord brought(StoreFault fault) throws Exception {
    return switch (fault) {
      case FULL -> refused(40);
      case READ_ONLY -> {
        kept();
        byte[] bytes = Files.readAllBytes(file());
        bytes[WRITE_VERSION] = 9;
        Files.write(file(), bytes);
        yield refused(0);
      }
      case NOT_OPENED -> {
        Files.createDirectory(file());
        yield refused(0);
      }
      case IN_USE -> {
        try (Connection other = with("CREATE TABLE a (b)", "BEGIN EXCLUSIVE")) {
          CannotRecord told = refused(0);
          StoreFile.execute(other, "ROLLBACK");
          yield told;
        }
      }
      case NO_STORE -> {
        Files.writeString(file(), "no database at all ".repeat(500));
        yield refused(0);
      }
      case DAMAGED -> {
        kept();
        byte[] bytes = Files.readAllBytes(file());
        java.util.Arrays.fill(bytes, 100, bytes.length, (byte) 7);
        Files.write(file(), bytes);
        yield refused(0);
      }
      case OTHER_VERSION -> {
        kept();
        with("PRAGMA user_version = 7").close();
        yield refused(0);
      }
      // What a test cannot do to a disk: the code that SQLite would have of it.
      case DISK -> Trouble.with(file(), failure(SQLiteErrorCode.SQLITE_IOERR_FSYNC.code));
      case OTHER -> Trouble.with(file(), failure(SQLiteErrorCode.SQLITE_MISUSE.code));
    };
  }

  private static SQLException failure(int code) {
    return new SQLException("as SQLite says it", "", code);
  }

  private Path file() {
    return folder.resolve("guard.db");
  }

  private Connection with(String... lines) throws SQLException {
    Connection connection = JDBC.createConnection(JDBC.PREFIX + file(), new Properties());
    for (String sql : lines) {
      StoreFile.execute(connection, sql);
    }
    return connection;
  }

  private SqliteStore store(int mostPages) {
    return new SqliteStore(
        new StoreFile(folder, _ -> {}, mostPages, Duration.ofMillis(500)),
        () -> NOON,
        Retention.ALL);
  }

  private void kept() {
    try (SqliteStore store = store(0)) {
      store.change(books -> books.append(entry("one")));
    }
  }

  private CannotRecord refused(int mostPages) throws IOException {
    try (SqliteStore store = store(mostPages)) {
      return catchThrowableOfType(
          CannotRecord.class,
          () ->
              store.change(books -> {
                books.put(Kind.PAST, "a", "x".repeat(1 << 20), null);
                return books.append(entry("never"));
              }));
    }
  }
}
