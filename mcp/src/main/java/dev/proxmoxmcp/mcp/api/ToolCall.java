package dev.proxmoxmcp.mcp.api;

import tools.jackson.databind.node.ObjectNode;

/** One call of a tool, as its handler sees it. Thread-safe but for {@link #arguments()}. */
public interface ToolCall extends McpCall {
  /**
   * What the client sent, empty if it sent none. It is an object; whether more was checked depends
   * on the tool. Belongs to this call alone.
   */
  ObjectNode arguments();

  /**
   * Lets the call go on as a task, if the tool offers that and the client speaks of tasks: the
   * client is answered now and polls, and the handler runs on. From here on nothing that the client
   * does to its connection matters, a question waits as long as the task lives, and the message of
   * {@link #progress} is what a poll tells. Otherwise, and from the second time on, it does
   * nothing.
   *
   * @param after what becomes of it if the server is started again meanwhile; a handler that runs
   *     again has to let an {@link InterruptedException} pass
   * @return {@link Background#NONE} if it is no task
   * @throws InterruptedException if the client no longer wants the answer, or the server stops
   */
  default Background background(AfterRestart after) throws InterruptedException {
    return Background.NONE;
  }
}
