package dev.proxmoxmcp.guard.trail;

import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.audit.Head;
import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.guard.trail.Finding.Flaw;
import dev.proxmoxmcp.guard.trail.Report.Point;
import dev.proxmoxmcp.json.JsonText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads a whole audit trail and holds it against itself, against what was signed, and against the
 * files beside it. One verification is used once, by one thread.
 */
public final class Verification {
  private static final int MOST_FINDINGS = 50;

  /** As far as a moved record is looked for from its place. */
  private static final int NEARBY = 64;

  private static final String CHECKPOINT = "\"event\":\"checkpoint\"";

  private final Evidence evidence;
  private final List<Finding> findings = new ArrayList<>();
  private long more;

  private String trail = "";
  private long first = 1;
  private long records;
  private long checkpoints;
  private Head last = Head.EMPTY;
  private @Nullable AuditRecord broken;
  private @Nullable Point sound;
  private long lastFlaw;

  private Verification(Evidence evidence) {
    this.evidence = evidence;
  }

  /**
   * Verifies a trail.
   *
   * @param store that has it
   * @param folder the state folder, with the key and the files beside the trail
   * @param key the fingerprint that the key must have, known from elsewhere; empty for the one
   *     there
   * @throws dev.proxmoxmcp.guard.store.CannotRecord if the trail cannot be read
   */
  public static Report of(GuardStore store, Path folder, Optional<String> key) {
    // First, so that what is appended meanwhile is further than it, and not the other way round.
    Evidence evidence = Evidence.in(folder, key);
    return store.look(books -> new Verification(evidence).read(books));
  }

  private Report read(Books books) {
    Optional<Trail> known = Trail.of(books);
    trail = known.map(Trail::id).orElse("");
    boolean empty = books.head().seq() == 0;
    if (!empty || evidence.head().isPresent()) {
      evidence.problems().forEach(this::add);
    }
    known.ifPresent(this::sameKey);
    Trail.base(books).ifPresent(this::beginBehind);
    books.forward(
        0,
        record -> {
          one(record);
          return true;
        });
    if (broken != null) {
      edited(broken, null);
    }
    end();
    return new Report(
        records,
        checkpoints,
        last,
        evidence.key().map(CheckKey::fingerprint).orElse(""),
        sound,
        findings.isEmpty() || lastFlaw >= last.seq() ? 0 : Math.max(lastFlaw + 1, first),
        findings,
        more);
  }

  private void sameKey(Trail known) {
    evidence
        .key()
        .filter(key -> !key.fingerprint().equals(known.key()))
        .ifPresent(key ->
            add(
                new Finding(
                    Flaw.KEY,
                    0,
                    "The trail began with the key %s, and the key here is %s."
                        .formatted(known.key(), key.fingerprint()))));
  }

  private void beginBehind(Seal base) {
    if (evidence.key().isPresent() && !base.isSignedBy(evidence.key().get())) {
      add(
          new Finding(
              Flaw.MISSING,
              0,
              "What is said to have been removed from the start by the retention is not signed with"
                  + " the key here."));
    }
    last = base.head();
    first = base.head().seq() + 1;
  }

  private void one(AuditRecord record) {
    records++;
    AuditRecord before = broken;
    if (before != null) {
      broken = null;
      edited(before, record);
    }
    boolean follows = follows(record);
    if (!record.intact()) {
      broken = record;
    } else if (follows) {
      compare(record);
      if (record.body().contains(CHECKPOINT)) {
        checkpoint(record);
      }
    }
    last = record.head();
  }

  /** Its place: after the number before it, and chained to it. */
  private boolean follows(AuditRecord record) {
    if (record.seq() <= last.seq()) {
      add(
          new Finding(
              Flaw.INSERTED,
              record.seq(),
              "Record %d comes after %d.".formatted(record.seq(), last.seq())));
      return false;
    }
    if (record.seq() > last.seq() + 1) {
      add(
          new Finding(
              Flaw.MISSING,
              last.seq() + 1,
              record.seq() == last.seq() + 2
                  ? "Record %d is missing.".formatted(last.seq() + 1)
                  : "Records %d to %d are missing.".formatted(last.seq() + 1, record.seq() - 1)));
      return false;
    }
    // Where the one before it is broken, that is said of that one.
    if (!record.previous().equals(last.hash()) && record.intact() && lastFlaw != last.seq()) {
      add(
          new Finding(
              Flaw.INSERTED,
              record.seq(),
              "Record %d does not follow on record %d: one of them was put in, or made anew."
                  .formatted(record.seq(), last.seq())));
      return false;
    }
    return record.previous().equals(last.hash());
  }

  /** What became of a record whose hash is not that of what it holds; the next one tells. */
  private void edited(AuditRecord record, @Nullable AuditRecord next) {
    long place = place(record);
    if (place > 0) {
      add(
          new Finding(
              Flaw.MOVED,
              record.seq(),
              "In the place of record %d stands record %d.".formatted(record.seq(), place)));
    } else if (next != null && next.previous().equals(record.rightHash())) {
      add(
          new Finding(
              Flaw.HASH,
              record.seq(),
              "The hash of record %d was changed.".formatted(record.seq())));
    } else {
      add(
          new Finding(
              Flaw.EDITED,
              record.seq(),
              "Record %d is not what was recorded: its text was changed, or it was put in."
                  .formatted(record.seq())));
    }
  }

  private static long place(AuditRecord record) {
    for (long away = 1; away <= NEARBY; away++) {
      if (record.belongsAt(record.seq() + away)) {
        return record.seq() + away;
      }
      if (record.belongsAt(record.seq() - away)) {
        return record.seq() - away;
      }
    }
    return 0;
  }

  /** Against what was signed of it beside the trail. */
  private void compare(AuditRecord record) {
    Seal seal = evidence.checkpoints().get(record.seq());
    if (seal != null && seal.trail().equals(trail)) {
      agrees(seal, record, SealFiles.CHECKPOINTS);
    }
    evidence
        .head()
        .filter(head -> head.head().seq() == record.seq() && head.trail().equals(trail))
        .ifPresent(head -> agrees(head, record, SealFiles.HEAD));
  }

  private void agrees(Seal seal, AuditRecord record, String file) {
    if (seal.head().equals(record.head())) {
      signed(seal);
    } else {
      add(
          new Finding(
              Flaw.REWRITTEN,
              record.seq(),
              "Record %d is another one than %s has a signature of: history was written anew, or the"
                      .formatted(record.seq(), file)
                  + " file of the trail is another one."));
    }
  }

  private void signed(Seal seal) {
    boolean further = sound == null || seal.head().seq() > sound.seq();
    if (further && findings.isEmpty() && evidence.key().isPresent()) {
      sound = new Point(seal.head().seq(), seal.at());
    }
  }

  private void checkpoint(AuditRecord record) {
    Optional<Seal> seal = seal(record);
    if (seal.isEmpty()) {
      return;
    }
    if (!seal.get().head().equals(last)) {
      add(
          new Finding(
              Flaw.REWRITTEN,
              record.seq(),
              "The checkpoint in record %d is not of the record before it: history was written anew."
                  .formatted(record.seq())));
    } else if (evidence.key().isPresent()) {
      if (seal.get().isSignedBy(evidence.key().get())) {
        checkpoints++;
        signed(seal.get());
      } else {
        add(
            Evidence.wrongSignature(
                "The checkpoint in record " + record.seq(), seal.get(), evidence.key().get()));
      }
    }
  }

  private static Optional<Seal> seal(AuditRecord record) {
    try {
      JsonNode body = JsonText.lenient().read(record.body());
      return body.path("event").asString("").equals(Event.CHECKPOINT.label())
          ? Seal.of(Seal.Kind.CHECKPOINT, body.path("detail"))
          : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /** Against how far it was. */
  private void end() {
    Seal furthest = evidence.head().orElse(null);
    Map.Entry<Long, Seal> checkpoint = evidence.checkpoints().lastEntry();
    if (checkpoint != null && (furthest == null || checkpoint.getKey() > furthest.head().seq())) {
      furthest = checkpoint.getValue();
    }
    if (furthest == null) {
      return;
    }
    if (!furthest.trail().equals(trail)) {
      add(
          new Finding(
              Flaw.REPLACED,
              0,
              "The trail is another one than the one that was signed (%d records, at %s)."
                  .formatted(furthest.head().seq(), furthest.at())));
    } else if (furthest.head().seq() > last.seq()) {
      add(
          new Finding(
              Flaw.CUT,
              last.seq() + 1,
              "Records %d to %d are missing at the end: it was cut off, or the file is an older copy. The last was signed at %s."
                  .formatted(last.seq() + 1, furthest.head().seq(), furthest.at())));
    }
  }

  private void add(Finding finding) {
    lastFlaw = Math.max(lastFlaw, finding.seq());
    if (findings.size() < MOST_FINDINGS) {
      findings.add(finding);
    } else {
      more++;
    }
  }
}
