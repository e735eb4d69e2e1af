package dev.proxmoxmcp.store;

import dev.proxmoxmcp.guard.store.CannotRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What tables the file has. Each version of it is one step from the one before, so that a file of
 * any released version becomes one of today; a file of a later version is refused as it is.
 */
final class Schema {
  /** Says in the header of the file whose it is: "PMCP". */
  private static final int APPLICATION = 0x504d4350;

  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              """
              CREATE TABLE record (
                seq INTEGER PRIMARY KEY,
                previous BLOB NOT NULL,
                hash BLOB NOT NULL,
                body TEXT NOT NULL
              ) STRICT
              """,
              // until: milliseconds since 1970
              """
              CREATE TABLE kept (
                kind TEXT NOT NULL,
                id TEXT NOT NULL,
                body TEXT NOT NULL,
                until INTEGER,
                PRIMARY KEY (kind, id)
              ) STRICT, WITHOUT ROWID
              """,
              "CREATE INDEX kept_until ON kept (until) WHERE until IS NOT NULL"));

  private Schema() {}

  /** What stands in a file. */
  enum State {
    /** Nothing yet. */
    EMPTY,
    /** An earlier version of ours. */
    EARLIER,
    /** What this program uses. */
    CURRENT
  }

  /**
   * Looks what a file is, within a transaction that the caller began: it takes several looks.
   *
   * @throws CannotRecord if it is not ours, or of a later version
   */
  static State of(Path file, Connection connection) throws SQLException {
    int application = number(connection, "PRAGMA application_id");
    int version = number(connection, "PRAGMA user_version");
    if (application == 0
        && version == 0
        && number(connection, "SELECT count(*) FROM sqlite_schema") == 0) {
      return State.EMPTY;
    }
    if (application != APPLICATION) {
      throw Trouble.of(
          file,
          "is the database of another program. Move it away, or set PROXMOX_MCP_STATE to another"
              + " folder.");
    }
    if (version > STEPS.size()) {
      throw Trouble.of(
          file,
          "was written by a later version of this program (its schema is %d, this one knows %d). Run"
                  .formatted(version, STEPS.size())
              + " that version, or set PROXMOX_MCP_STATE to another folder; the file is left as it"
              + " is.");
    }
    return version == STEPS.size() ? State.CURRENT : State.EARLIER;
  }

  /** Makes a file what this program uses, within a transaction that the caller began. */
  static void bringForward(Path file, Connection connection) throws SQLException {
    if (of(file, connection) == State.CURRENT) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      for (List<String> step :
          STEPS.subList(number(connection, "PRAGMA user_version"), STEPS.size())) {
        for (String sql : step) {
          statement.execute(sql);
        }
      }
      statement.execute("PRAGMA application_id = " + APPLICATION);
      statement.execute("PRAGMA user_version = " + STEPS.size());
    }
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getInt(1) : 0;
    }
  }
}
