package dev.proxmoxmcp.guard.store;

import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.audit.Head;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the guard keeps, within one transaction: what is read here is not changed by others before
 * its end, and what is written here is seen by others at its end, all of it or nothing. Used by one
 * thread, and not after the work that it was given to.
 */
public interface Books {
  /** What is kept under that id. */
  Optional<String> get(Kind kind, String id);

  /** All that is kept of a kind, by id, in the order of their ids. */
  Map<String, String> all(Kind kind);

  /**
   * Keeps {@code body} under that id, instead of what was there.
   *
   * @param until from when it may be forgotten without anybody asking; null for never
   */
  void put(Kind kind, String id, String body, @Nullable Instant until);

  /** Forgets what is kept under that id, if there is anything. */
  void remove(Kind kind, String id);

  /** Puts an entry at the end of the audit trail. */
  AuditRecord append(AuditEntry entry);

  /** The end of the audit trail. */
  Head head();

  /**
   * Forgets the start of the audit trail. The caller keeps, signed, behind which record it begins.
   *
   * @param last the number of the last record to go; that of the head stays whatever it is
   */
  void trim(long last);

  /**
   * Reads the audit trail from its start towards its end.
   *
   * @param from the first number
   * @param go takes a record, and says whether another one is wanted
   */
  void forward(long from, Predicate<AuditRecord> go);

  /**
   * Reads the audit trail from its end towards its start.
   *
   * @param from the highest number
   * @param go takes a record, and says whether another one is wanted
   */
  void backward(long from, Predicate<AuditRecord> go);
}
