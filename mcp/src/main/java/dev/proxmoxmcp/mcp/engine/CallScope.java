package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.rpc.RequestId;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The calls in flight of one sender, within which a request's id is unique: one stdio stream, one
 * legacy session, or a single modern POST, whose sender nobody knows. Thread-safe.
 */
public final class CallScope {
  private final ConcurrentMap<RequestId, RunningCall> calls = new ConcurrentHashMap<>();

  /**
   * Refuses an id that is in flight.
   *
   * @throws RpcException if it is
   */
  public void requireFresh(RequestId id) throws RpcException {
    if (calls.containsKey(id)) {
      throw duplicate();
    }
  }

  /** Cancels the call with that id; does nothing if there is none, or no longer. */
  public void cancel(RequestId id) {
    RunningCall call = calls.get(id);
    if (call != null) {
      call.cancel();
    }
  }

  /** Cancels every call: the sender went away for good. */
  public void cancelAll() {
    calls.values().forEach(RunningCall::cancel);
  }

  /** Whether no call is in flight. */
  public boolean isIdle() {
    return calls.isEmpty();
  }

  void add(RequestId id, RunningCall call) throws RpcException {
    if (calls.putIfAbsent(id, call) != null) {
      throw duplicate();
    }
  }

  void remove(RequestId id) {
    calls.remove(id);
  }

  private static RpcException duplicate() {
    return RpcException.invalidRequest("a request with this id is still in flight");
  }
}
