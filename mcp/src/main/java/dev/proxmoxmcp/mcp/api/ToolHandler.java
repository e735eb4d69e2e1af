package dev.proxmoxmcp.mcp.api;

/** What a tool does. Called on a virtual thread of its own, by several calls at once. */
@FunctionalInterface
public interface ToolHandler {
  /**
   * Runs the tool, blocking as long as it needs to.
   *
   * <p>An expected failure is a result with {@link ToolResult#isError()}. Whatever is thrown is a
   * defect: it is logged with its stack, and the client sees "internal error" and a number to find
   * it in the log by, never the exception's text.
   *
   * @throws InterruptedException if the thread was interrupted, because the client cancelled the
   *     call ({@link ToolCall#cancelled()}) or because the server stops
   */
  ToolResult call(ToolCall call) throws InterruptedException;
}
