package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.AfterRestart;
import dev.proxmoxmcp.mcp.api.Background;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.RpcError;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a call goes on whose request was answered before its end: as a task. It takes the place of
 * the client's connection, and ends once. Implementations are thread-safe.
 */
public interface Onward extends Dialog {
  /**
   * A call that could go on.
   *
   * @param before what the handler asked and made so far: {@link Dialog#memory()}
   * @param after what becomes of it if the server is started again
   * @param interrupt interrupts the handler; does not wait
   */
  record Call(
      Request request,
      Tool tool,
      Asker asker,
      ObjectNode before,
      AfterRestart after,
      Runnable interrupt) {}

  /** What the request is answered with, before the era adds to it. */
  ObjectNode created();

  /** From now on that interrupts the handler; at once, if it is to be interrupted. */
  void interruptedBy(Runnable interrupt);

  /** What the handler has of it. */
  Background background();

  /** How far it is, in one line for people. */
  void progress(String message);

  /** Whether the client no longer wants the result. */
  boolean cancelled();

  /** Whether the handler was interrupted from here. */
  boolean wasInterrupted();

  /** The handler ended with the result of the request. */
  void completed(ObjectNode result);

  /** The request would have been answered with an error. */
  void failed(RpcError error);

  /** The handler left its work because it was interrupted from here. */
  void leftWork();
}
