package dev.proxmoxmcp.mcp.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Those who wait for changes on a stream of their own, and how many there may be. Thread-safe. */
public final class Listeners {
  private final Semaphore room;
  private final Set<Runnable> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Listeners(int most) {
    this.room = new Semaphore(most);
  }

  /**
   * One more.
   *
   * @param end ends it from this side; does not wait, and may be called once more after it left
   * @return false if there is no room, or the server stops
   */
  public boolean enter(Runnable end) {
    if (closed || !room.tryAcquire()) {
      return false;
    }
    open.add(end);
    if (closed) {
      end.run();
    }
    return true;
  }

  /**
   * One less.
   *
   * @param end of {@link #enter}
   */
  public void leave(Runnable end) {
    if (open.remove(end)) {
      room.release();
    }
  }

  /** Ends all of them, and lets nobody in any more. */
  void close() {
    closed = true;
    open.forEach(Runnable::run);
  }
}
