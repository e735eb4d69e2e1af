package dev.proxmoxmcp.mcp.rpc;

import tools.jackson.databind.node.ObjectNode;

/**
 * A broken request: its answer is an {@link RpcError}. Checked, because whoever reads a request
 * must answer it. It carries no stack, which nobody would read: the client made the mistake.
 */
public final class RpcException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient RpcError error;

  /** A request that is answered with {@code error}. */
  public RpcException(RpcError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  /** What to answer. */
  public RpcError error() {
    return error;
  }

  /** The envelope is wrong. */
  public static RpcException invalidRequest(String message) {
    return new RpcException(RpcError.invalidRequest(message));
  }

  /** Nobody knows the method; {@code method} is cleaned before it is shown. */
  public static RpcException methodNotFound(String method) {
    return of(ErrorCode.METHOD_NOT_FOUND, "unknown method: " + Shown.name(method));
  }

  /** The parameters are wrong. */
  public static RpcException invalidParams(String message) {
    return of(ErrorCode.INVALID_PARAMS, message);
  }

  /** A header is missing or contradicts the body. */
  public static RpcException headerMismatch(String message) {
    return of(ErrorCode.HEADER_MISMATCH, message);
  }

  /** The protocol version is not spoken here; {@code data} names those that are. */
  public static RpcException unsupportedVersion(ObjectNode data) {
    return new RpcException(
        new RpcError(ErrorCode.UNSUPPORTED_VERSION, "unsupported protocol version", data));
  }

  /**
   * There is nothing at that address, or nothing that this caller may see: which of the two is
   * nobody's business.
   *
   * @param code that of the era
   */
  public static RpcException resourceNotFound(int code, String uri) {
    return new RpcException(
        new RpcError(code, "no such resource: " + Shown.name(uri), Json.object().put("uri", uri)));
  }

  /** The client lacks what the answer would need of it; {@code required} would do. */
  public static RpcException missingCapability(ObjectNode required) {
    ObjectNode data = Json.object();
    data.set("requiredCapabilities", required);
    return new RpcException(
        new RpcError(
            ErrorCode.MISSING_CAPABILITY,
            "the client does not declare a capability that this needs",
            data));
  }

  /** What was asked for cannot be done now. */
  public static RpcException failed(String message) {
    return of(ErrorCode.INTERNAL_ERROR, message);
  }

  private static RpcException of(int code, String message) {
    return new RpcException(new RpcError(code, message, null));
  }
}
