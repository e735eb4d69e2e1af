package dev.proxmoxmcp.mcp.rpc;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One message from a client, or what arrived instead of one. */
public sealed interface Incoming {
  /** What it is, for a switch that costs nothing when it is first run. */
  enum Kind {
    REQUEST,
    NOTIFICATION,
    RESPONSE,
    INVALID
  }

  /** What it is. */
  Kind kind();

  /**
   * Wants an answer.
   *
   * @param params empty if there were none
   */
  record Request(RequestId id, String method, ObjectNode params) implements Incoming {
    @Override
    public Kind kind() {
      return Kind.REQUEST;
    }
  }

  /**
   * Wants none.
   *
   * @param params empty if there were none
   */
  record Notification(String method, ObjectNode params) implements Incoming {
    @Override
    public Kind kind() {
      return Kind.NOTIFICATION;
    }
  }

  /**
   * Answers a request of this server, or claims to. It is never answered, however broken it is: two
   * peers that answered each other's answers would go on for ever.
   *
   * @param id of the request that it answers, null if it cannot be told
   * @param result what it answers; missing if it is an error
   */
  record Response(@Nullable RequestId id, JsonNode result) implements Incoming {
    @Override
    public Kind kind() {
      return Kind.RESPONSE;
    }
  }

  /**
   * Is no message.
   *
   * @param id of the request that it was meant to be, null if it cannot be told
   * @param error what to answer
   */
  record Invalid(@Nullable RequestId id, RpcError error) implements Incoming {
    @Override
    public Kind kind() {
      return Kind.INVALID;
    }
  }
}
