package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.Caller;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Those who wait for changes on a stream of their own, and how many of one caller there may be.
 * Guarded by its lock, under which nothing waits.
 */
public final class Listeners {
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Caller, Set<Runnable>> open = new HashMap<>();
  private boolean closed;

  Listeners(int most) {
    this.most = most;
  }

  /**
   * One more of a caller.
   *
   * @param end an object of its own; ends it from this side, does not wait, and may be called once
   *     more after it left
   * @return false if there is no room, or the server stops
   */
  public boolean enter(Caller caller, Runnable end) {
    lock.lock();
    try {
      Set<Runnable> own = open.computeIfAbsent(caller, _ -> new HashSet<>());
      return !closed && own.size() < most && own.add(end);
    } finally {
      lock.unlock();
    }
  }

  /** One less. */
  public void leave(Caller caller, Runnable end) {
    lock.lock();
    try {
      Set<Runnable> own = open.getOrDefault(caller, new HashSet<>());
      own.remove(end);
      if (own.isEmpty()) {
        open.remove(caller);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends all of them, and lets nobody in any more. */
  void close() {
    List<Runnable> last;
    lock.lock();
    try {
      closed = true;
      last = open.values().stream().flatMap(Set::stream).toList();
    } finally {
      lock.unlock();
    }
    last.forEach(Runnable::run);
  }
}
