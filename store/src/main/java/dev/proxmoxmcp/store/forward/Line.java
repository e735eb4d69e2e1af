package dev.proxmoxmcp.store.forward;

import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.audit.RecordFormat;
import java.time.Instant;

/**
 * A record as it is sent.
 *
 * @param at when it happened
 * @param event what it is
 * @param text one line of JSON, without its line feed
 */
record Line(Instant at, Event event, String text) {
  static Line of(AuditRecord record, RecordFormat format) {
    AuditEntry entry = record.entry();
    return new Line(entry.at(), entry.event(), format.line(record));
  }

  /** Of syslog: 4 for what was refused or switched, 5 for changes, 6 for all else. */
  int severity() {
    return switch (event) {
      case REFUSED, DENIED, FROZEN, THAWED, POLICY -> 4;
      case APPROVED, INTENT, SENT, OUTCOME, RECONCILED, TRIMMED -> 5;
      case STARTED, READ, PLANNED, CHECKPOINT -> 6;
    };
  }
}
