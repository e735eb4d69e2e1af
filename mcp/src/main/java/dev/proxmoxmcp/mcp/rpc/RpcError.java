package dev.proxmoxmcp.mcp.rpc;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code error} of an answer.
 *
 * @param code one of {@link ErrorCode}
 * @param message one sentence; never an exception's text
 * @param data what the code defines beside it, null for nothing
 */
public record RpcError(int code, String message, @Nullable ObjectNode data) {
  /** What arrived cannot be read. */
  public static RpcError parseError(String message) {
    return new RpcError(ErrorCode.PARSE_ERROR, message, null);
  }

  /** What arrived can be read, but is no message. */
  public static RpcError invalidRequest(String message) {
    return new RpcError(ErrorCode.INVALID_REQUEST, message, null);
  }
}
