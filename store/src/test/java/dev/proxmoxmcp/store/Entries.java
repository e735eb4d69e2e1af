package dev.proxmoxmcp.store;

import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.audit.Origin;
import dev.proxmoxmcp.guard.store.GuardStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** Entries of an audit trail, and what a store has of them. */
final class Entries {
  static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  private Entries() {}

  static AuditEntry entry(String what) {
    return entry(Event.INTENT, what);
  }

  static AuditEntry entry(Event event, String what) {
    return new AuditEntry(
        NOON,
        event,
        new Origin("local", "r-1", "lab", "guest_power"),
        JsonNodeFactory.instance.objectNode().put("what", what));
  }

  static List<AuditRecord> trail(GuardStore store) {
    return store.look(books -> {
      List<AuditRecord> all = new ArrayList<>();
      books.forward(1, all::add);
      return all;
    });
  }

  /** Without those that the store makes itself. */
  static List<String> whats(GuardStore store) {
    return trail(store).stream()
        .filter(record -> record.entry().event() != Event.CHECKPOINT)
        .map(record -> record.entry().detail().path("what").stringValue())
        .toList();
  }
}
