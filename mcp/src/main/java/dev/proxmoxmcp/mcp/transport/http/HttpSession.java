package dev.proxmoxmcp.mcp.transport.http;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.engine.CallScope;
import dev.proxmoxmcp.mcp.engine.Dispatcher;
import dev.proxmoxmcp.mcp.legacy.LegacySession;
import dev.proxmoxmcp.mcp.legacy.LegacySessions;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A legacy session over HTTP with its streams: one for what belongs to no request, and one for each
 * request that is under way or was cut off before its answer was sent (2025-11-25, Resumability and
 * Redelivery). Guarded by its lock, under which nothing waits.
 */
final class HttpSession implements LegacySessions.Member {
  /** So many events of a stream are kept for a client that comes back. */
  private static final int KEPT = 256;

  /** So many streams that were cut off are kept; the oldest goes first. */
  private static final int MOST_STREAMS = 32;

  private static final String OWN = "s";
  private static final Pattern EVENT_ID = Pattern.compile("(s|p[0-9]{1,9})\\.([0-9]{1,18})");

  private final LegacySession legacy;
  private final EventLog own = new EventLog(KEPT);
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, EventLog> streams = new LinkedHashMap<>();
  private int numbers;

  HttpSession(Dispatcher dispatcher, Caller caller) {
    CallScope scope = new CallScope();
    this.legacy = new LegacySession(dispatcher, caller, scope, own::send);
    scope.atEnd(own::noAnswer);
  }

  LegacySession legacy() {
    return legacy;
  }

  @Override
  public Caller caller() {
    return legacy.caller();
  }

  @Override
  public CallScope scope() {
    return legacy.scope();
  }

  /** A stream with its name in the ids of events. */
  record Named(String name, EventLog log) {
    boolean isOwn() {
      return name.equals(OWN);
    }
  }

  /**
   * Where a client comes back to.
   *
   * @param after the number of the last event that it has
   */
  record Place(Named stream, long after) {}

  /** The stream of what belongs to no request. */
  Named own() {
    return new Named(OWN, own);
  }

  /** A new stream for a request. */
  Named begin() {
    lock.lock();
    try {
      Iterator<EventLog> oldest = streams.values().iterator();
      if (streams.size() >= MOST_STREAMS) {
        oldest.next();
        oldest.remove();
      }
      Named stream = new Named("p" + ++numbers, new EventLog(KEPT));
      streams.put(stream.name(), stream.log());
      return stream;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a stream that was sent to its end. */
  void end(Named stream) {
    lock.lock();
    try {
      streams.remove(stream.name());
    } finally {
      lock.unlock();
    }
  }

  /** The place of an event, if what follows it can still be had. */
  Optional<Place> place(String eventId) {
    Matcher id = EVENT_ID.matcher(eventId);
    if (!id.matches()) {
      return Optional.empty();
    }
    lock.lock();
    try {
      EventLog log = id.group(1).equals(OWN) ? own : streams.get(id.group(1));
      long after = Long.parseLong(id.group(2));
      return log != null && log.reachesBackTo(after)
          ? Optional.of(new Place(new Named(id.group(1), log), after))
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }
}
