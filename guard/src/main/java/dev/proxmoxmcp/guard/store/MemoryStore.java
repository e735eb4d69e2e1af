package dev.proxmoxmcp.guard.store;

import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.audit.Head;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everything, of the audit trail the newest records, for as long as the process lives: for a
 * demo, for one call on the command line and for tests. Thread-safe by one lock.
 */
public final class MemoryStore implements GuardStore {
  /** A demo may run for weeks. */
  private static final int MOST_RECORDS = 100_000;

  private final Map<Kind, Map<String, String>> kept = new EnumMap<>(Kind.class);
  private final List<AuditRecord> trail = new ArrayList<>();

  /** Without anything in it. */
  public MemoryStore() {
    for (Kind kind : Kind.values()) {
      kept.put(kind, new TreeMap<>());
    }
  }

  @Override
  public synchronized <T> T change(Function<Books, T> work) {
    Draft draft = new Draft(true);
    T result = work.apply(draft);
    draft.keep();
    return result;
  }

  @Override
  public synchronized <T> T look(Function<Books, T> work) {
    return work.apply(new Draft(false));
  }

  @Override
  public void later(Consumer<Books> work) {
    // Whoever gave it is not there any more when a store does it, and hears of no failure.
    new FutureTask<>(() ->
        change(books -> {
          work.accept(books);
          return true;
        }))
        .run();
  }

  @Override
  public void close() {}

  /** What a work sees and wrote, before it is kept. */
  private final class Draft implements Books {
    private final Map<Kind, TreeMap<String, Optional<String>>> written = new EnumMap<>(Kind.class);
    private final List<AuditRecord> appended = new ArrayList<>();
    private final boolean writable;
    private long trimmed;

    Draft(boolean writable) {
      this.writable = writable;
    }

    private void checkWritable() {
      if (!writable) {
        throw new IllegalStateException("who only looks writes nothing");
      }
    }

    void keep() {
      written.forEach((kind, bodies) ->
          bodies.forEach((id, body) ->
              body.ifPresentOrElse(text -> of(kind).put(id, text), () -> of(kind).remove(id))));
      trail.addAll(appended);
      if (trimmed > 0) {
        trail.removeIf(record -> record.seq() <= trimmed);
      }
      if (trail.size() > MOST_RECORDS) {
        trail.subList(0, trail.size() - MOST_RECORDS).clear();
      }
    }

    private Map<String, String> of(Kind kind) {
      Map<String, String> all = kept.get(kind);
      if (all == null) {
        throw new IllegalStateException("no kind " + kind);
      }
      return all;
    }

    private void write(Kind kind, String id, Optional<String> body) {
      checkWritable();
      written.computeIfAbsent(kind, _ -> new TreeMap<>()).put(id, body);
    }

    @Override
    public Optional<String> get(Kind kind, String id) {
      TreeMap<String, Optional<String>> here = written.get(kind);
      Optional<String> mine = here == null ? null : here.get(id);
      return mine == null ? Optional.ofNullable(of(kind).get(id)) : mine;
    }

    @Override
    public Map<String, String> all(Kind kind) {
      TreeMap<String, String> all = new TreeMap<>(of(kind));
      written
          .getOrDefault(kind, new TreeMap<>())
          .forEach(
              (id, body) -> body.ifPresentOrElse(text -> all.put(id, text), () -> all.remove(id)));
      return all;
    }

    @Override
    public void put(Kind kind, String id, String body, @Nullable Instant until) {
      write(kind, id, Optional.of(body));
    }

    @Override
    public void remove(Kind kind, String id) {
      write(kind, id, Optional.empty());
    }

    @Override
    public AuditRecord append(AuditEntry entry) {
      checkWritable();
      AuditRecord next = AuditRecord.after(head(), entry);
      appended.add(next);
      return next;
    }

    @Override
    public Head head() {
      if (!appended.isEmpty()) {
        return appended.getLast().head();
      }
      return trail.isEmpty() ? Head.EMPTY : trail.getLast().head();
    }

    @Override
    public void trim(long last) {
      checkWritable();
      trimmed = Math.max(trimmed, Math.min(last, head().seq() - 1));
    }

    private List<AuditRecord> records() {
      List<AuditRecord> all = new ArrayList<>(trail);
      all.addAll(appended);
      all.removeIf(record -> record.seq() <= trimmed);
      return all;
    }

    @Override
    public void forward(long from, Predicate<AuditRecord> go) {
      for (AuditRecord next : records()) {
        if (next.seq() >= from && !go.test(next)) {
          return;
        }
      }
    }

    @Override
    public void backward(long from, Predicate<AuditRecord> go) {
      for (AuditRecord next : records().reversed()) {
        if (next.seq() <= from && !go.test(next)) {
          return;
        }
      }
    }
  }
}
