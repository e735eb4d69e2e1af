package dev.proxmoxmcp.mcp.rpc;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Messages of this server, as one line of UTF-8 each. */
public final class Messages {
  private Messages() {}

  /** The answer to a request that went well. */
  public static byte[] result(RequestId id, ObjectNode result) {
    ObjectNode message = envelope();
    message.set("id", id.value());
    message.set("result", result);
    return Json.write(message);
  }

  /**
   * The answer to a request that was broken.
   *
   * @param id null if it could not be read: the answer then has none, as MCP's schema wants it
   *     (JSON-RPC alone would have null)
   */
  public static byte[] error(@Nullable RequestId id, RpcError error) {
    ObjectNode message = envelope();
    if (id != null) {
      message.set("id", id.value());
    }
    ObjectNode body = message.putObject("error");
    body.put("code", error.code());
    body.put("message", error.message());
    if (error.data() != null) {
      body.set("data", error.data());
    }
    return Json.write(message);
  }

  /** A notification. */
  public static byte[] notification(String method, ObjectNode params) {
    ObjectNode message = envelope();
    message.put("method", method);
    message.set("params", params);
    return Json.write(message);
  }

  /** A request of this server. */
  public static byte[] request(RequestId id, String method, ObjectNode params) {
    ObjectNode message = envelope();
    message.set("id", id.value());
    message.put("method", method);
    message.set("params", params);
    return Json.write(message);
  }

  private static ObjectNode envelope() {
    return Json.object().put("jsonrpc", "2.0");
  }
}
