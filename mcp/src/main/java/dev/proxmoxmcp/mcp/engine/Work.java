package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.ToolCall;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import tools.jackson.databind.node.ObjectNode;

/**
 * What answers one request, and may take a while.
 *
 * @param what for the log: {@code tool=guest_list}
 * @param run makes the result, before the era adds to it
 * @param problem makes an answer of a sentence that says why there is no result
 */
public record Work(String what, Run run, Problem problem) {
  /** Makes the result. */
  @FunctionalInterface
  public interface Run {
    /** The result of that call. */
    ObjectNode of(ToolCall call) throws RpcException, InterruptedException;
  }

  /** Makes an answer of what went wrong. */
  @FunctionalInterface
  public interface Problem {
    /** An answer that says that. */
    ObjectNode of(String sentence) throws RpcException;
  }

  /** Work whose problems are errors of the protocol. */
  public static Work of(String what, Run run) {
    return new Work(
        what,
        run,
        sentence -> {
          throw RpcException.failed(sentence);
        });
  }
}
