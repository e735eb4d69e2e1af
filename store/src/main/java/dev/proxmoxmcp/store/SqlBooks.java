package dev.proxmoxmcp.store;

import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.audit.Head;
import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.Kind;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The books as one work sees them. Used by one thread, until {@link #end}. */
final class SqlBooks implements Books {
  private static final HexFormat HEX = HexFormat.of();

  /** Far above anything of ours, and far below what SQLite refuses. */
  private static final int LONGEST = 4 << 20;

  private final Ledger ledger;
  private final boolean writable;
  private boolean ended;
  private @Nullable SQLException failure;

  SqlBooks(Ledger ledger, boolean writable) {
    this.ledger = ledger;
    this.writable = writable;
  }

  /** What SQLite refused, even if the work went on after it. */
  Optional<SQLException> failure() {
    return Optional.ofNullable(failure);
  }

  void end() {
    ended = true;
  }

  @Override
  public Optional<String> get(Kind kind, String id) {
    return with(
        "SELECT body FROM kept WHERE kind = ? AND id = ?",
        select -> {
          select.setString(1, kind.label());
          select.setString(2, id);
          try (ResultSet found = select.executeQuery()) {
            return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
          }
        });
  }

  @Override
  public Map<String, String> all(Kind kind) {
    return with(
        "SELECT id, body FROM kept WHERE kind = ? ORDER BY id",
        select -> {
          select.setString(1, kind.label());
          Map<String, String> all = new LinkedHashMap<>();
          try (ResultSet found = select.executeQuery()) {
            while (found.next()) {
              all.put(found.getString(1), found.getString(2));
            }
          }
          return all;
        });
  }

  @Override
  public void put(Kind kind, String id, String body, @Nullable Instant until) {
    checkWritable(body);
    with(
        "INSERT OR REPLACE INTO kept (kind, id, body, until) VALUES (?, ?, ?, ?)",
        insert -> {
          insert.setString(1, kind.label());
          insert.setString(2, id);
          insert.setString(3, body);
          if (until == null) {
            insert.setNull(4, Types.INTEGER);
          } else {
            insert.setLong(4, until.toEpochMilli());
          }
          return insert.executeUpdate();
        });
  }

  @Override
  public void remove(Kind kind, String id) {
    checkWritable("");
    with(
        "DELETE FROM kept WHERE kind = ? AND id = ?",
        delete -> {
          delete.setString(1, kind.label());
          delete.setString(2, id);
          return delete.executeUpdate();
        });
  }

  @Override
  public AuditRecord append(AuditEntry entry) {
    AuditRecord next = AuditRecord.after(head(), entry);
    checkWritable(next.body());
    with(
        "INSERT INTO record (seq, previous, hash, body) VALUES (?, ?, ?, ?)",
        insert -> {
          insert.setLong(1, next.seq());
          insert.setBytes(2, HEX.parseHex(next.previous()));
          insert.setBytes(3, HEX.parseHex(next.hash()));
          insert.setString(4, next.body());
          return insert.executeUpdate();
        });
    ledger.moveTo(next.head());
    return next;
  }

  @Override
  public Head head() {
    return with("SELECT 1", _ -> ledger.head());
  }

  @Override
  public void trim(long last) {
    checkWritable("");
    long end = Math.min(last, head().seq() - 1);
    with(
        "DELETE FROM record WHERE seq <= ?",
        delete -> {
          delete.setLong(1, end);
          return delete.executeUpdate();
        });
  }

  @Override
  public void forward(long from, Predicate<AuditRecord> go) {
    read("SELECT seq, previous, body, hash FROM record WHERE seq >= ? ORDER BY seq", from, go);
  }

  @Override
  public void backward(long from, Predicate<AuditRecord> go) {
    read("SELECT seq, previous, body, hash FROM record WHERE seq <= ? ORDER BY seq DESC", from, go);
  }

  private void read(String sql, long from, Predicate<AuditRecord> go) {
    checkOpen();
    try (PreparedStatement select = ledger.ownStatement(sql)) {
      select.setLong(1, from);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()
            && go.test(
                new AuditRecord(
                    found.getLong(1), hex(found, 2), found.getString(3), hex(found, 4)))) {
          // the next one is wanted
        }
      }
    } catch (SQLException refused) {
      throw failed(refused);
    }
  }

  private static String hex(ResultSet found, int column) throws SQLException {
    return HEX.formatHex(found.getBytes(column));
  }

  /** Forgets what may be forgotten. */
  void sweep(Instant now) {
    with(
        "DELETE FROM kept WHERE until < ?",
        delete -> {
          delete.setLong(1, now.toEpochMilli());
          return delete.executeUpdate();
        });
  }

  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  private <T> T with(String sql, Use<T> use) {
    checkOpen();
    try {
      return use.of(ledger.statement(sql));
    } catch (SQLException refused) {
      throw failed(refused);
    }
  }

  private SqlFailure failed(SQLException refused) {
    failure = refused;
    return new SqlFailure(refused);
  }

  private void checkOpen() {
    if (ended) {
      throw new IllegalStateException("these books were closed with the work that had them");
    }
  }

  private void checkWritable(String body) {
    if (!writable) {
      throw new IllegalStateException("who only looks writes nothing");
    }
    if (body.length() > LONGEST) {
      throw new IllegalArgumentException(
          "%d characters are more than are kept in one piece (%d)"
              .formatted(body.length(), LONGEST));
    }
  }
}
