package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.rpc.RequestId;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is in flight of one sender, within which a request's id is unique: one stdio stream, one
 * legacy session, or a single modern POST, whose sender nobody knows. It ends once, and takes
 * nothing after that. Guarded by its lock, under which nothing waits.
 */
public final class CallScope {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<RequestId, Cancellable> calls = new HashMap<>();
  private final List<Runnable> atEnd = new ArrayList<>();
  private int holders;
  private boolean ended;

  /** What a client can cancel. */
  @FunctionalInterface
  public interface Cancellable {
    /** Does not wait. */
    void cancel();
  }

  /**
   * Refuses an id that is in flight.
   *
   * @throws RpcException if it is
   */
  public void requireFresh(RequestId id) throws RpcException {
    lock.lock();
    try {
      if (calls.containsKey(id)) {
        throw duplicate();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Cancels the call with that id; does nothing if there is none, or no longer. */
  public void cancel(RequestId id) {
    Cancellable call;
    lock.lock();
    try {
      call = calls.get(id);
    } finally {
      lock.unlock();
    }
    if (call != null) {
      call.cancel();
    }
  }

  /** Ends, and cancels every call: the sender went away for good. */
  public void cancelAll() {
    List<Cancellable> last;
    lock.lock();
    try {
      ended = true;
      last = List.copyOf(calls.values());
    } finally {
      lock.unlock();
    }
    last.forEach(Cancellable::cancel);
    runLast();
  }

  /**
   * Ends if nothing is in flight and nobody holds it.
   *
   * @return whether it has ended, now or before
   */
  public boolean endIfIdle() {
    lock.lock();
    try {
      ended = ended || (calls.isEmpty() && holders == 0);
      if (!ended) {
        return false;
      }
    } finally {
      lock.unlock();
    }
    runLast();
    return true;
  }

  /** Whether it has ended. */
  public boolean isEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** Runs {@code last} once when it ends: at once if it has. It does not wait. */
  public void atEnd(Runnable last) {
    lock.lock();
    try {
      if (!ended) {
        atEnd.add(last);
        return;
      }
    } finally {
      lock.unlock();
    }
    last.run();
  }

  /**
   * Keeps it from being idle until {@link #release}: somebody listens.
   *
   * @return false if it has ended
   */
  public boolean hold() {
    lock.lock();
    try {
      if (!ended) {
        holders++;
      }
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  /** Takes back one {@link #hold}. */
  public void release() {
    lock.lock();
    try {
      holders--;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what can be cancelled by that id.
   *
   * @throws RpcException if the id is in flight, or it has ended
   */
  public void add(RequestId id, Cancellable call) throws RpcException {
    lock.lock();
    try {
      if (ended) {
        throw RpcException.invalidRequest("this session has ended");
      }
      if (calls.putIfAbsent(id, call) != null) {
        throw duplicate();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forgets it. */
  public void remove(RequestId id) {
    lock.lock();
    try {
      calls.remove(id);
    } finally {
      lock.unlock();
    }
  }

  private void runLast() {
    List<Runnable> last;
    lock.lock();
    try {
      last = List.copyOf(atEnd);
      atEnd.clear();
    } finally {
      lock.unlock();
    }
    last.forEach(Runnable::run);
  }

  private static RpcException duplicate() {
    return RpcException.invalidRequest("a request with this id is still in flight");
  }
}
