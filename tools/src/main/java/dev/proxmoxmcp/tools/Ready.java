package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.tools.argument.Arguments;
import tools.jackson.databind.node.ObjectNode;

/** A tool with its arguments' form, which is derived once. */
record Ready<A extends Record>(ProxmoxTool<A> tool, Arguments<A> arguments) {
  static <A extends Record> Ready<A> of(ProxmoxTool<A> tool, Members members) {
    return new Ready<>(tool, members.within(Arguments.of(tool.arguments())));
  }

  /** What a call wants, read once for all clusters on which it is done. */
  @FunctionalInterface
  interface Work {
    ToolReply on(CallContext context) throws InterruptedException;
  }

  /**
   * The work that {@code sent} describes.
   *
   * @throws dev.proxmoxmcp.tools.argument.ArgumentProblem if it describes none
   */
  Work work(ObjectNode sent) {
    A read = arguments.read(sent);
    return context -> tool.call(read, context);
  }
}
