package dev.proxmoxmcp.guard.freeze;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.audit.Origin;
import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.guard.store.Kind;
import dev.proxmoxmcp.json.JsonText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Freezes and thaws. The mark stands in the store, so it counts for every process on it and
 * survives them. Thread-safe.
 */
public final class Freeze {
  private static final String MARK = "frozen";
  private static final int LONGEST = 200;

  private final GuardStore store;
  private final InstantSource clock;

  /** How an attempt to thaw ended. */
  public enum Thawing {
    /** Changes may leave again. */
    THAWED,
    /** Nothing was frozen. */
    NOT_FROZEN,
    /** Nobody showed that he is a person: all stays frozen. */
    REFUSED
  }

  public Freeze(GuardStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Whether all is frozen, within the transaction of whoever is about to change something. A mark
   * that cannot be read counts as one: somebody put it there.
   */
  public static Optional<Frozen> state(Books books) {
    return books.get(Kind.MARK, MARK).map(Freeze::read);
  }

  /** Whether all is frozen now. */
  public Optional<Frozen> state() {
    return store.look(Freeze::state);
  }

  /**
   * Freezes all, and records it. What is frozen already stays as it is.
   *
   * @param by who
   * @param reason why; "" for nothing
   * @return what is in force
   */
  public Frozen freeze(String by, String reason) {
    return store.change(books -> {
      Optional<Frozen> before = state(books);
      if (before.isPresent()) {
        return before.get();
      }
      Frozen frozen = new Frozen(by, clock.instant(), ForeignText.line(reason, LONGEST));
      books.put(Kind.MARK, MARK, write(frozen), null);
      books.append(
          new AuditEntry(
              frozen.at(),
              Event.FROZEN,
              Origin.of(by),
              JsonNodeFactory.instance.objectNode().put("reason", frozen.reason())));
      return frozen;
    });
  }

  /**
   * Lets changes leave again, if a person says so, and records it.
   *
   * @param by who
   * @param check asked only if something is frozen
   */
  public Thawing thaw(String by, PersonCheck check) {
    Optional<Frozen> before = state();
    if (before.isEmpty()) {
      return Thawing.NOT_FROZEN;
    }
    if (!check.isPerson("lift the freeze")) {
      return Thawing.REFUSED;
    }
    return store.change(books -> {
      Optional<Frozen> now = state(books);
      if (now.isEmpty()) {
        return Thawing.NOT_FROZEN;
      }
      books.remove(Kind.MARK, MARK);
      books.append(
          new AuditEntry(
              clock.instant(),
              Event.THAWED,
              Origin.of(by),
              JsonNodeFactory.instance
                  .objectNode()
                  .put("frozenBy", now.get().by())
                  .put("frozenAt", now.get().at().toString())
                  .put("reason", now.get().reason())));
      return Thawing.THAWED;
    });
  }

  private static String write(Frozen frozen) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("by", frozen.by()).put("at", frozen.at().toString()).put("reason", frozen.reason());
    return JsonText.write(body);
  }

  private static Frozen read(String body) {
    try {
      JsonNode read = JsonText.lenient().read(body);
      return new Frozen(
          read.path("by").asString("somebody"),
          Instant.parse(read.path("at").asString("")),
          read.path("reason").asString(""));
    } catch (JacksonException | DateTimeException | IllegalArgumentException _) {
      return new Frozen("somebody", Instant.EPOCH, "the mark in the store cannot be read");
    }
  }
}
