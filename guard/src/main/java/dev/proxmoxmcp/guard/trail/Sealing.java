package dev.proxmoxmcp.guard.trail;

import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.audit.Head;
import dev.proxmoxmcp.guard.audit.Origin;
import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.CannotRecord;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signs a trail while it grows: a store calls it within each of its transactions and after it. Used
 * by the one thread that writes.
 */
public final class Sealing {
  private static final Logger LOG = System.getLogger(Sealing.class.getName());
  private static final long RECORDS_BETWEEN = 1_000;
  private static final Duration TIME_BETWEEN = Duration.ofMinutes(15);

  /** A large remainder is removed over several checkpoints, so that no change waits long. */
  private static final int MOST_TRIMMED_AT_ONCE = 5_000;

  private static final Origin ORIGIN = Origin.of("proxmox-mcp");

  private final Path folder;
  private final InstantSource clock;
  private final Retention retention;
  private final SealFiles files;

  private @Nullable AuditKey key;
  private @Nullable Trail trail;
  private final List<Seal> made = new ArrayList<>();
  private @Nullable Head written;
  private boolean fits = true;
  private boolean failing;

  /**
   * @param folder the state folder, where the key and the signatures are
   * @param clock the time
   * @param retention how much is kept
   */
  public Sealing(Path folder, InstantSource clock, Retention retention) {
    this.folder = folder;
    this.clock = clock;
    this.retention = retention;
    this.files = new SealFiles(folder);
  }

  /**
   * At the end of a transaction, before it is kept.
   *
   * @param last whether no other one follows soon
   * @throws CannotRecord if there is no key, and none can be made
   */
  public void before(Books books, boolean last) {
    made.clear();
    if (books.head().seq() == 0) {
      return;
    }
    AuditKey signer = key();
    Optional<Trail> known = Trail.of(books);
    Trail now = known.orElseGet(() -> Trail.begin(signer.checkKey(), clock.instant()));
    if (known.isEmpty()) {
      now.keep(books);
    }
    if (trail == null || !trail.id().equals(now.id())) {
      begin(books, now, signer);
    }
    trail = now;
    if (isDue(books.head(), now, last)) {
      trim(books, now, signer);
      checkpoint(books, now, signer);
    }
  }

  private boolean isDue(Head head, Trail now, boolean last) {
    long since = head.seq() - now.checkpoint();
    boolean late = !clock.instant().isBefore(now.checkpointAt().plus(TIME_BETWEEN));
    return since >= RECORDS_BETWEEN || (since > 0 && (last || late));
  }

  private void checkpoint(Books books, Trail now, AuditKey signer) {
    Instant at = clock.instant();
    Seal seal = Seal.make(Seal.Kind.CHECKPOINT, now.id(), books.head(), at, signer);
    AuditRecord record = books.append(new AuditEntry(at, Event.CHECKPOINT, ORIGIN, seal.json()));
    made.add(seal);
    Trail next = now.at(record.seq(), at);
    next.keep(books);
    trail = next;
  }

  /** From the start alone, and only what is past a checkpoint, since the newest ones stay. */
  private void trim(Books books, Trail now, AuditKey signer) {
    long first = Trail.base(books).map(base -> base.head().seq()).orElse(0L) + 1;
    long mostByCount =
        retention.records() == null ? Long.MIN_VALUE : books.head().seq() - retention.records();
    Instant oldest = retention.age() == null ? Instant.MIN : clock.instant().minus(retention.age());
    Head[] end = {Head.EMPTY};
    if (mostByCount < first && retention.age() == null) {
      return;
    }
    books.forward(
        first,
        record -> {
          boolean goes = record.seq() <= mostByCount || at(record).isBefore(oldest);
          if (goes) {
            end[0] = record.head();
          }
          return goes && record.seq() < first + MOST_TRIMMED_AT_ONCE - 1;
        });
    Head last = end[0];
    if (last.seq() == 0 || last.seq() >= books.head().seq()) {
      return;
    }
    Instant when = clock.instant();
    Seal base = Seal.make(Seal.Kind.BASE, now.id(), last, when, signer);
    books.trim(last.seq());
    Trail.keepBase(books, base);
    ObjectNode detail =
        JsonNodeFactory.instance.objectNode().put("from", first).put("to", last.seq());
    detail.set("base", base.json());
    books.append(new AuditEntry(when, Event.TRIMMED, ORIGIN, detail));
  }

  /** A record that cannot be read is not judged by its age: it stays, for the verification. */
  private static Instant at(AuditRecord record) {
    return record.intact() ? record.entry().at() : Instant.MAX;
  }

  /** Whether the trail is the one that the head beside it is of; if not, that head is evidence. */
  private void begin(Books books, Trail now, AuditKey signer) {
    fits = true;
    written = null;
    try {
      Optional<Seal> there = SealFiles.head(folder);
      if (there.isPresent()) {
        Seal head = there.get();
        boolean[] found = {false};
        books.forward(
            head.head().seq(),
            record -> {
              found[0] = record.head().equals(head.head());
              return false;
            });
        fits = head.trail().equals(now.id()) && (found[0] || head.head().seq() == 0);
      }
      fits &= now.key().equals(signer.checkKey().fingerprint());
    } catch (IOException unreadable) {
      fits = false;
    }
    if (!fits) {
      LOG.log(
          Level.WARNING,
          "The audit trail does not fit what was signed before; run `proxmox-mcp audit verify`."
              + " folder={0}",
          folder);
    }
  }

  /** After a transaction was kept. What cannot be written is said once, and undoes nothing. */
  public void after(Head head) {
    Trail now = trail;
    AuditKey signer = key;
    if (now == null || signer == null || head.equals(written)) {
      return;
    }
    try {
      for (Seal checkpoint : made) {
        files.add(checkpoint);
      }
      made.clear();
      if (fits) {
        files.advance(Seal.make(Seal.Kind.HEAD, now.id(), head, clock.instant(), signer));
      }
      written = head;
      failing = false;
    } catch (IOException refused) {
      if (!failing) {
        LOG.log(
            Level.WARNING,
            "The signed head of the audit trail cannot be written. folder={0} why={1}",
            folder,
            refused.getMessage());
        failing = true;
      }
    }
  }

  private AuditKey key() {
    AuditKey known = key;
    if (known == null) {
      try {
        known = AuditKey.of(folder);
      } catch (IOException refused) {
        throw new CannotRecord(
            "cannot record: the key that signs the audit trail cannot be read or made in "
                + folder
                + ": "
                + refused.getMessage()
                + ".",
            refused);
      }
      key = known;
    }
    return known;
  }

  /** Gives back what it holds; the next transaction, of another file perhaps, looks anew. */
  public void forget() {
    key = null;
    trail = null;
    written = null;
    files.close();
  }
}
