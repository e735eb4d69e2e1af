package dev.proxmoxmcp.mcp.legacy;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.api.Resources;
import dev.proxmoxmcp.mcp.engine.Outlet;
import dev.proxmoxmcp.mcp.rpc.ErrorCode;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Json;
import dev.proxmoxmcp.mcp.rpc.Messages;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The resources that one session watches (2025-11-25, Resources, Subscriptions). Guarded by its
 * lock, under which nothing waits.
 */
final class Subscriptions {
  private final McpServer server;
  private final Caller caller;
  private final Outlet outlet;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Resources.Watch> watches = new HashMap<>();
  private boolean closed;

  Subscriptions(McpServer server, Caller caller, Outlet outlet) {
    this.server = server;
    this.caller = caller;
    this.outlet = outlet;
  }

  /** {@code resources/subscribe}; of one that is watched already, nothing changes. */
  ObjectNode subscribe(Request request) throws RpcException {
    String uri = uri(request);
    if (watched() >= server.limits().subscriptions()) {
      throw RpcException.failed(
          "at most " + server.limits().subscriptions() + " resources can be watched at once");
    }
    try {
      Resources.Watch watch =
          server
              .offer()
              .resources()
              .watch(uri, caller, () -> tell(uri))
              .orElseThrow(() -> RpcException.resourceNotFound(ErrorCode.RESOURCE_NOT_FOUND, uri));
      Resources.Watch before = keep(uri, watch);
      if (before != null) {
        before.close();
      }
    } catch (Resources.ReadFailure failure) {
      throw RpcException.failed(String.valueOf(failure.getMessage()));
    }
    return Json.object();
  }

  /** {@code resources/unsubscribe}; of one that is not watched, nothing changes. */
  ObjectNode unsubscribe(Request request) throws RpcException {
    Resources.Watch watch;
    lock.lock();
    try {
      watch = watches.remove(uri(request));
    } finally {
      lock.unlock();
    }
    if (watch != null) {
      watch.close();
    }
    return Json.object();
  }

  /** The session has ended. */
  void close() {
    List<Resources.Watch> last;
    lock.lock();
    try {
      closed = true;
      last = List.copyOf(watches.values());
      watches.clear();
    } finally {
      lock.unlock();
    }
    last.forEach(Resources.Watch::close);
  }

  private int watched() {
    lock.lock();
    try {
      return watches.size();
    } finally {
      lock.unlock();
    }
  }

  /** What is to be closed instead: one that was there before, or this one if it comes too late. */
  private Resources.@Nullable Watch keep(String uri, Resources.Watch watch) {
    lock.lock();
    try {
      return closed ? watch : watches.put(uri, watch);
    } finally {
      lock.unlock();
    }
  }

  private void tell(String uri) {
    outlet.push(
        Messages.notification("notifications/resources/updated", Json.object().put("uri", uri)));
  }

  private String uri(Request request) throws RpcException {
    if (!server.offer().resources().watchable()) {
      throw RpcException.methodNotFound(request.method());
    }
    JsonNode uri = request.params().path("uri");
    if (!uri.isString()) {
      throw RpcException.invalidParams("uri must be a string");
    }
    return uri.stringValue();
  }
}
