package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.rpc.RpcException;
import tools.jackson.databind.node.ObjectNode;

/**
 * What answers one request on a thread of its own.
 *
 * @param what for the log: {@code tool=guest_list}
 * @param run makes the result, before the era adds to it
 * @param problem makes an answer of a sentence that says why there is no result
 */
record Work(String what, Run run, Problem problem) {
  /** Makes the result. */
  @FunctionalInterface
  interface Run {
    ObjectNode of(RunningCall call) throws RpcException, InterruptedException;
  }

  /** Makes an answer of what went wrong. */
  @FunctionalInterface
  interface Problem {
    ObjectNode of(String sentence) throws RpcException;
  }

  /** Work whose problems are errors of the protocol. */
  static Work of(String what, Run run) {
    return new Work(
        what,
        run,
        sentence -> {
          throw RpcException.failed(sentence);
        });
  }
}
