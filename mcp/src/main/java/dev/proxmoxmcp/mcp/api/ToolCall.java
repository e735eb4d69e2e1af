package dev.proxmoxmcp.mcp.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One call of a tool, as its handler sees it. Thread-safe but for {@link #arguments()}. */
public interface ToolCall {
  /**
   * What the client sent, empty if it sent none. It is an object, and nothing more was checked: the
   * handler decodes it. Belongs to this call alone.
   */
  ObjectNode arguments();

  /** On whose behalf the call runs. */
  Caller caller();

  /** The program that calls, as it names itself: for display and logs, never for a decision. */
  ClientInfo client();

  /**
   * A short name of this call, unique in this process, for logs and for what is said about an
   * internal error. Not the client's JSON-RPC id, which is foreign text and unique only to it.
   */
  String requestId();

  /**
   * Tells the client how far the call is, if it asked to be told; costs next to nothing if not.
   * Never blocks on the client: what it does not read in time, what is not greater than the last
   * value, what is not finite and what comes after the result is dropped.
   *
   * @param done how much is done, in any unit; only values greater than the last are sent
   * @param total the same unit, null if it is not known
   * @param message one line for people
   */
  void progress(double done, @Nullable Double total, String message);

  /**
   * Whether the client no longer wants the answer. The handler's thread is interrupted at the same
   * moment; nothing that was already sent elsewhere is stopped by it.
   */
  boolean cancelled();
}
