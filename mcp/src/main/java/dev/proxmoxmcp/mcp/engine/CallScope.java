package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.rpc.RequestId;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The calls in flight of one sender, within which a request's id is unique: one stdio stream, one
 * legacy session, or a single modern POST, whose sender nobody knows. It ends once, and takes no
 * call after that. Guarded by its lock, under which nothing waits.
 */
public final class CallScope {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<RequestId, RunningCall> calls = new HashMap<>();
  private boolean ended;

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
    lock.lock();
    try {
      RunningCall call = calls.get(id);
      if (call != null) {
        call.cancel();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends, and cancels every call: the sender went away for good. */
  public void cancelAll() {
    List<RunningCall> last;
    lock.lock();
    try {
      ended = true;
      last = List.copyOf(calls.values());
    } finally {
      lock.unlock();
    }
    last.forEach(RunningCall::cancel);
  }

  /**
   * Ends if no call is in flight.
   *
   * @return whether it has ended, now or before
   */
  public boolean endIfIdle() {
    lock.lock();
    try {
      ended = ended || calls.isEmpty();
      return ended;
    } finally {
      lock.unlock();
    }
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

  void add(RequestId id, RunningCall call) throws RpcException {
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

  void remove(RequestId id) {
    lock.lock();
    try {
      calls.remove(id);
    } finally {
      lock.unlock();
    }
  }

  private static RpcException duplicate() {
    return RpcException.invalidRequest("a request with this id is still in flight");
  }
}
