package dev.proxmoxmcp.mcp.transport.http;

import dev.proxmoxmcp.mcp.engine.ReplyTo;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent on one stream, numbered from 1 on, with what was sent last, so that a client
 * that lost its connection can come back for it. Filled by any thread, emptied by that of whoever
 * came last to take it. Guarded by its lock.
 */
final class EventLog implements ReplyTo {
  /** More notices than these wait for no client; what is too much is dropped. */
  private static final int MOST_NOTICES = 64;

  /** Of what must not be dropped. */
  private static final int MOST_UNSENT = 1024;

  /** What was sent is kept no further back than this. */
  private static final int MOST_KEPT_BYTES = 1 << 20;

  /** What an event is. */
  enum Kind {
    MESSAGE,
    /** The last message. */
    ANSWER,
    /** The last message, and an error. */
    ERROR,
    /** There is no last message. */
    END,
    /** The connection is to be let go of, and more comes. */
    LET_GO
  }

  /** One event: its number from 1 on, its message if it has one, and the code of an error. */
  static final class Event {
    final long number;
    final Kind kind;
    final byte[] message;
    final int code;

    Event(long number, Kind kind, byte[] message, int code) {
      this.number = number;
      this.kind = kind;
      this.message = message;
      this.code = code;
    }

    boolean isLast() {
      return kind == Kind.ANSWER || kind == Kind.ERROR || kind == Kind.END;
    }
  }

  private final int kept;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final Deque<Event> events = new ArrayDeque<>();
  private long last;
  private long sent;
  private long sentBytes;
  private int takers;
  private boolean over;

  /** Told when something comes that is not the last; set before anything can. */
  private Runnable whenMore = () -> {};

  /**
   * @param kept how many events are kept after they were sent, at most
   */
  EventLog(int kept) {
    this.kept = kept;
  }

  /** Calls {@code what} whenever there is an event that is not the last; it must not wait. */
  void whenMore(Runnable what) {
    whenMore = what;
  }

  @Override
  public void notice(byte[] message) {
    message(message, MOST_NOTICES);
  }

  @Override
  public boolean send(byte[] message) {
    return message(message, MOST_UNSENT);
  }

  private boolean message(byte[] message, int most) {
    boolean added;
    lock.lock();
    try {
      added = last - sent < most && add(Kind.MESSAGE, message, 0);
    } finally {
      lock.unlock();
    }
    if (added) {
      whenMore.run();
    }
    return added;
  }

  @Override
  public void answer(byte[] message) {
    put(Kind.ANSWER, message, 0);
  }

  @Override
  public void fail(byte[] message, int code) {
    put(Kind.ERROR, message, code);
  }

  @Override
  public void refuse(byte[] message, int code) {
    fail(message, code);
  }

  @Override
  public void noAnswer() {
    put(Kind.END, new byte[0], 0);
  }

  @Override
  public void letGo() {
    if (kept > 0) {
      put(Kind.LET_GO, new byte[0], 0);
      whenMore.run();
    }
  }

  private void put(Kind kind, byte[] message, int code) {
    lock.lock();
    try {
      add(kind, message, code);
    } finally {
      lock.unlock();
    }
  }

  private boolean add(Kind kind, byte[] message, int code) {
    if (over) {
      return false;
    }
    Event event = new Event(++last, kind, message, code);
    over = event.isLast();
    events.add(event);
    more.signalAll();
    return true;
  }

  /** From now on whoever calls this takes the events, and nobody who did before. */
  int taker() {
    lock.lock();
    try {
      more.signalAll();
      return ++takers;
    } finally {
      lock.unlock();
    }
  }

  /** Whether events after that number can still be had, all of them. */
  boolean reachesBackTo(long number) {
    lock.lock();
    try {
      long first = events.isEmpty() ? last + 1 : events.getFirst().number;
      return number >= first - 1 && number <= last;
    } finally {
      lock.unlock();
    }
  }

  /** The number up to which events were handed out to be sent. */
  long sent() {
    lock.lock();
    try {
      return sent;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The event after that number, which counts as sent with all before it.
   *
   * @return null if there is none in time; an end if somebody else takes them now
   */
  @Nullable Event next(int taker, long after, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (true) {
        if (taker != takers) {
          return new Event(after, Kind.END, new byte[0], 0);
        }
        Event event = after(after);
        if (event != null) {
          sentNow(event);
          return event;
        }
        if (left <= 0) {
          return null;
        }
        left = more.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Event after(long number) {
    if (number >= last) {
      return null;
    }
    for (Event event : events) {
      if (event.number > number) {
        return event;
      }
    }
    return null;
  }

  private void sentNow(Event event) {
    if (event.number <= sent) {
      return;
    }
    sent = event.number;
    sentBytes += event.message.length;
    while (!events.isEmpty() && events.getFirst().number <= sent && tooMuchKept()) {
      sentBytes -= events.removeFirst().message.length;
    }
  }

  private boolean tooMuchKept() {
    long keptNow = sent - events.getFirst().number + 1;
    return keptNow > kept || sentBytes > MOST_KEPT_BYTES;
  }
}
