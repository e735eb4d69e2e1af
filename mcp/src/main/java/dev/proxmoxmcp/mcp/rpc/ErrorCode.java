package dev.proxmoxmcp.mcp.rpc;

/**
 * The error codes that this server sends (JSON-RPC 2.0 section 5.1; MCP 2026-07-28, Base Protocol,
 * Error Codes).
 */
public final class ErrorCode {
  /** What arrived is no JSON. */
  public static final int PARSE_ERROR = -32700;

  /** It is JSON, but no message. */
  public static final int INVALID_REQUEST = -32600;

  /** Nobody knows the method. */
  public static final int METHOD_NOT_FOUND = -32601;

  /** The method is known, what it should work on is not right. */
  public static final int INVALID_PARAMS = -32602;

  /** What was asked for broke. */
  public static final int INTERNAL_ERROR = -32603;

  /** There is no such resource (legacy; the modern era calls it invalid parameters). */
  public static final int RESOURCE_NOT_FOUND = -32002;

  /** An HTTP header is missing or does not say what the body says (modern). */
  public static final int HEADER_MISMATCH = -32020;

  /** The client cannot do what the answer would need of it (modern). */
  public static final int MISSING_CAPABILITY = -32021;

  /** The request names a protocol version that this server does not speak (modern). */
  public static final int UNSUPPORTED_VERSION = -32022;

  private ErrorCode() {}
}
