package dev.proxmoxmcp.store;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.guard.store.CannotRecord;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * The one file, which its owner alone can read, in a folder that he alone can enter. Immutable, for
 * many threads.
 */
final class StoreFile {
  /** Its name; SQLite puts others beside it that begin with this. */
  static final String NAME = "guard.db";

  /** So long a process waits for the transaction of another, which takes milliseconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final int LARGEST_JOURNAL_LEFT = 16 << 20;
  private static final int TRIES = 100;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);
  private static final int KIND = 0xff;

  private final Path folder;
  private final Pause pause;
  private final int mostPages;
  private final int patienceMillis;

  /**
   * @param folder in which it is, or will be made
   * @param pause how to wait
   * @param mostPages as large it may become, in pages of 4 KiB; 0 for as large as there is room
   */
  StoreFile(Path folder, Pause pause, int mostPages) {
    this(folder, pause, mostPages, PATIENCE);
  }

  /**
   * @param patience how long to wait for the transaction of another process
   */
  StoreFile(Path folder, Pause pause, int mostPages, Duration patience) {
    this.folder = folder.toAbsolutePath().normalize();
    this.pause = pause;
    this.mostPages = mostPages;
    this.patienceMillis = (int) patience.toMillis();
  }

  Path path() {
    return folder.resolve(NAME);
  }

  Path folder() {
    return folder;
  }

  /** Whether there is one; false where nothing was kept yet. */
  boolean exists() {
    return !Files.notExists(path());
  }

  /** Tells the file from one that took its place; null where the system does not say. */
  @Nullable Object identity() {
    try {
      return Files.readAttributes(path(), BasicFileAttributes.class).fileKey();
    } catch (IOException gone) {
      return gone.getClass();
    }
  }

  /**
   * Opens it for writing, and makes it where it is not there.
   *
   * @throws CannotRecord if that cannot be; what was begun is closed
   */
  Connection openToWrite() throws InterruptedException {
    makeFile();
    try {
      SQLiteConfig config = config();
      config.setBusyTimeout(patienceMillis / TRIES);
      Connection connection = JDBC.createConnection(url(), config.toProperties());
      try {
        prepare(connection);
        return connection;
      } catch (SQLException | CannotRecord | InterruptedException unusable) {
        connection.close();
        throw unusable;
      }
    } catch (SQLException refused) {
      throw Trouble.with(path(), refused);
    }
  }

  /**
   * Others may be preparing it at this moment, for which SQLite does not always wait by itself: so
   * both wait a little in turn, and together as long as a later transaction does.
   */
  private void prepare(Connection connection) throws SQLException, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        state(connection);
        execute(connection, "PRAGMA journal_mode = WAL");
        execute(connection, "PRAGMA journal_size_limit = " + LARGEST_JOURNAL_LEFT);
        if (mostPages > 0) {
          execute(connection, "PRAGMA max_page_count = " + mostPages);
        }
        execute(connection, "BEGIN IMMEDIATE");
        try {
          Schema.bringForward(path(), connection);
          execute(connection, "COMMIT");
        } catch (SQLException | CannotRecord unusable) {
          execute(connection, "ROLLBACK");
          throw unusable;
        }
        execute(connection, "PRAGMA busy_timeout = " + patienceMillis);
        return;
      } catch (SQLException busy) {
        if (tries == TRIES || (busy.getErrorCode() & KIND) != SQLiteErrorCode.SQLITE_BUSY.code) {
          throw busy;
        }
        pause.sleep(BETWEEN_TRIES);
      }
    }
  }

  /** What it is, seen at one moment: another process may be making it. */
  private Schema.State state(Connection connection) throws SQLException {
    execute(connection, "BEGIN");
    try {
      return Schema.of(path(), connection);
    } finally {
      execute(connection, "ROLLBACK");
    }
  }

  private void makeFile() {
    try {
      Files.createDirectories(folder, rights("rwx------"));
      if (!exists()) {
        Files.createFile(path(), rights("rw-------"));
      }
    } catch (FileAlreadyExistsException raced) {
      if (!Files.isDirectory(folder)) {
        throw Trouble.with(folder, raced);
      }
    } catch (IOException refused) {
      throw Trouble.with(folder, refused);
    }
  }

  private FileAttribute<?>[] rights(String rights) throws IOException {
    Path there = folder;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * Opens it for reading alone, on a file system that is read-only too.
   *
   * @return empty while there is nothing in it
   * @throws CannotRecord if that cannot be
   */
  Optional<Connection> openToRead() {
    try {
      Connection connection = openWithoutWriting();
      try {
        return switch (state(connection)) {
          case CURRENT -> Optional.of(connection);
          case EMPTY -> {
            connection.close();
            yield Optional.empty();
          }
          case EARLIER ->
              throw Trouble.of(
                  path(),
                  "is of an earlier version, and can be brought forward by none who reads.");
        };
      } catch (SQLException | CannotRecord unusable) {
        connection.close();
        throw unusable;
      }
    } catch (SQLException refused) {
      throw Trouble.with(path(), refused);
    }
  }

  /**
   * What another process writes can only be followed through a file beside it. Where that cannot be
   * made, nobody writes.
   */
  private Connection openWithoutWriting() throws SQLException {
    try {
      return readable(url(), false);
    } catch (SQLException refused) {
      int kind = refused.getErrorCode() & KIND;
      if (kind != SQLiteErrorCode.SQLITE_CANTOPEN.code
          && kind != SQLiteErrorCode.SQLITE_READONLY.code) {
        throw refused;
      }
      return readOnly();
    }
  }

  /** As it stands, without anything beside it. */
  Connection readOnly() throws SQLException {
    return readable(JDBC.PREFIX + path().toUri() + "?immutable=1", true);
  }

  private Connection readable(String url, boolean readOnly) throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(readOnly);
    Connection connection = JDBC.createConnection(url, config.toProperties());
    try {
      execute(connection, "PRAGMA query_only = ON");
      execute(connection, "SELECT 1 FROM sqlite_schema LIMIT 1");
      return connection;
    } catch (SQLException unusable) {
      connection.close();
      throw unusable;
    }
  }

  private String url() {
    return JDBC.PREFIX + path();
  }

  private SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(patienceMillis);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    return config;
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
