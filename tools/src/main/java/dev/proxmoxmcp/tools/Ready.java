package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.tools.argument.Arguments;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tool with its arguments' form. The form is derived at the first call, once: a start shows
 * schemas alone. Thread-safe; two first calls at once may both derive it, to the same end.
 */
final class Ready<A extends Record> {
  private final ProxmoxTool<A> tool;
  private final Members members;
  private volatile @Nullable Arguments<A> arguments;

  private Ready(ProxmoxTool<A> tool, Members members) {
    this.tool = tool;
    this.members = members;
  }

  static <A extends Record> Ready<A> of(ProxmoxTool<A> tool, Members members) {
    return new Ready<>(tool, members);
  }

  /** What a call wants, read once for all clusters on which it is done. */
  @FunctionalInterface
  interface Work {
    ToolReply on(CallContext context) throws InterruptedException;
  }

  ProxmoxTool<A> tool() {
    return tool;
  }

  /** What it takes, the cluster included. */
  Arguments<A> arguments() {
    Arguments<A> known = arguments;
    if (known == null) {
      known = members.within(Arguments.of(tool.arguments()));
      arguments = known;
    }
    return known;
  }

  /**
   * The work that {@code sent} describes.
   *
   * @throws dev.proxmoxmcp.tools.argument.ArgumentProblem if it describes none
   */
  Work work(ObjectNode sent) {
    A read = arguments().read(sent);
    return context -> tool.call(read, context);
  }
}
