package dev.proxmoxmcp.store;

import dev.proxmoxmcp.guard.audit.Head;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection, its statements, and the end of the trail within its transaction. Used by one
 * thread at a time.
 */
final class Ledger implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private @Nullable Head head;

  Ledger(Connection connection) {
    this.connection = connection;
  }

  /** A statement that is kept, for what gives its rows back at once. */
  PreparedStatement statement(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known == null) {
      known = connection.prepareStatement(sql);
      statements.put(sql, known);
    }
    return known;
  }

  /** A statement of its own, which the caller closes, for what goes on while its rows are read. */
  PreparedStatement ownStatement(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  void run(String sql) throws SQLException {
    statement(sql).execute();
  }

  /** Begins a transaction; others may have appended since the one before. */
  void begin(String sql) throws SQLException {
    head = null;
    run(sql);
  }

  Head head() throws SQLException {
    Head known = head;
    if (known == null) {
      try (ResultSet last =
          statement("SELECT seq, hash FROM record ORDER BY seq DESC LIMIT 1").executeQuery()) {
        known =
            last.next()
                ? new Head(last.getLong(1), HexFormat.of().formatHex(last.getBytes(2)))
                : Head.EMPTY;
      }
      head = known;
    }
    return known;
  }

  /** The end of the trail is another one now. */
  void moveTo(Head end) {
    head = end;
  }

  /** Ends a transaction as if it had not been; what is wrong by then is wrong already. */
  void abandon() {
    try {
      run("ROLLBACK");
    } catch (SQLException _) {
      // SQLite ended it itself, or the connection cannot be used, and is closed next.
    }
  }

  /** Never throws: what was committed is on disk, and nothing else is wanted any more. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException _) {
      // The process gives everything back at its end.
    }
  }
}
