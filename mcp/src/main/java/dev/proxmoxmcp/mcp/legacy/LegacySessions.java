package dev.proxmoxmcp.mcp.legacy;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.engine.CallScope;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The legacy sessions of the HTTP endpoint, by id (2025-11-25, Session Management). An idle one
 * ends after a while, looked at whenever the table is used; if there are too many, of one caller or
 * in all, the one that was idle longest makes room, since its client is required to shake hands
 * again. A session with a call in flight is never idle, and one that ended takes no more calls,
 * whoever still holds it. Guarded by its lock.
 */
public final class LegacySessions<S extends LegacySessions.Member> {
  private static final int ID_BYTES = 16;

  private final InstantSource clock;
  private final Duration idle;
  private final Most most;
  private final SecureRandom random;

  private final ReentrantLock lock = new ReentrantLock();
  // In the order of their last use, so that the eldest comes first.
  private final Map<String, Entry<S>> entries = new LinkedHashMap<>(16, 0.75f, true);

  /** What is kept here. */
  public interface Member {
    /** Whose it is. */
    Caller caller();

    /** What is in flight in it. */
    CallScope scope();
  }

  private record Entry<S>(S session, Instant lastUse) {}

  /**
   * How many there may be.
   *
   * @param all in all
   * @param ofOne of one caller
   */
  public record Most(int all, int ofOne) {}

  /** An empty table of at most {@code most} sessions. */
  public LegacySessions(InstantSource clock, Duration idle, Most most, SecureRandom random) {
    this.clock = clock;
    this.idle = idle;
    this.most = most;
    this.random = random;
  }

  /**
   * Keeps a session.
   *
   * @return its id, 128 random bits; empty if there are too many and all of them are busy
   */
  public Optional<String> open(S session) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    lock.lock();
    try {
      expire();
      Predicate<S> own = one -> one.caller().equals(session.caller());
      long ofOne = entries.values().stream().map(Entry<S>::session).filter(own).count();
      if ((ofOne >= most.ofOne() && !evict(own))
          || (entries.size() >= most.all() && !evict(_ -> true))) {
        return Optional.empty();
      }
      entries.put(id, new Entry<>(session, clock.instant()));
      return Optional.of(id);
    } finally {
      lock.unlock();
    }
  }

  /** The session with that id, if it lives and belongs to that caller; this counts as a use. */
  public Optional<S> find(String id, Caller caller) {
    lock.lock();
    try {
      expire();
      Entry<S> entry = entries.get(id);
      if (entry == null || !entry.session().caller().equals(caller)) {
        return Optional.empty();
      }
      entries.put(id, new Entry<>(entry.session(), clock.instant()));
      return Optional.of(entry.session());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends a session and cancels its calls.
   *
   * @return whether there was one
   */
  public boolean end(String id, Caller caller) {
    Optional<S> session = find(id, caller);
    session.ifPresent(found -> {
      forget(id);
      found.scope().cancelAll();
    });
    return session.isPresent();
  }

  /** Ends all of them: the server stops. */
  public void endAll() {
    List<S> last;
    lock.lock();
    try {
      last = entries.values().stream().map(Entry<S>::session).toList();
      entries.clear();
    } finally {
      lock.unlock();
    }
    last.forEach(one -> one.scope().cancelAll());
  }

  private void forget(String id) {
    lock.lock();
    try {
      entries.remove(id);
    } finally {
      lock.unlock();
    }
  }

  private void expire() {
    Instant oldest = clock.instant().minus(idle);
    for (Iterator<Entry<S>> each = entries.values().iterator(); each.hasNext(); ) {
      Entry<S> eldest = each.next();
      if (!eldest.lastUse().isBefore(oldest)) {
        return; // those behind it were used later
      }
      if (eldest.session().scope().endIfIdle()) {
        each.remove();
      }
    }
  }

  /** Ends the one of these that was idle longest. */
  private boolean evict(Predicate<S> candidates) {
    for (Iterator<Entry<S>> each = entries.values().iterator(); each.hasNext(); ) {
      S session = each.next().session();
      if (candidates.test(session) && session.scope().endIfIdle()) {
        each.remove();
        return true;
      }
    }
    return false;
  }
}
