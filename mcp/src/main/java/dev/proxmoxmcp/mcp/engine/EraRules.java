package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.LogLevel;
import dev.proxmoxmcp.mcp.api.MissingCapability;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What the two eras do differently around the same work. Implementations are thread-safe. */
public interface EraRules {
  /** Adds to a result what every one of this era has. */
  ObjectNode complete(String method, ObjectNode result);

  /** Whether the client wants messages of that level. */
  boolean wants(LogLevel level);

  /**
   * How the handler of a request asks the client.
   *
   * @throws RpcException if the request continues a conversation that there was not
   */
  Dialog dialog(Request request, ReplyTo reply) throws RpcException;

  /** How a client is told that it cannot be asked what a handler must ask. */
  RpcException missing(MissingCapability capability);

  /** Lets a call go on as a task, if client and server know them. */
  default Optional<Onward> goOn(Onward.Call call) {
    return Optional.empty();
  }

  /** The code for an address at which there is nothing. */
  int resourceNotFound();
}
