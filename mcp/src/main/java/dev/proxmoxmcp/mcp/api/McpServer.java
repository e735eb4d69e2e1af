package dev.proxmoxmcp.mcp.api;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a server offers, whatever carries it: hand it to {@code StdioTransport} or {@code
 * HttpTransport}. Immutable, so that one can be served over several transports at once.
 *
 * @param identity how it names itself
 * @param instructions what a model should know before it uses the tools; empty for nothing
 * @param tools in the order in which every list shows them
 * @param limits what each transport bears
 * @param clock for the age of sessions and the duration of calls
 */
public record McpServer(
    ServerIdentity identity,
    String instructions,
    List<Tool> tools,
    Limits limits,
    InstantSource clock) {
  /**
   * @throws IllegalArgumentException if two tools have one name
   */
  public McpServer {
    tools = List.copyOf(tools);
    Set<String> names = new HashSet<>();
    for (Tool tool : tools) {
      if (!names.add(tool.name())) {
        throw new IllegalArgumentException("two tools are named " + tool.name());
      }
    }
  }

  /** A server with {@link Limits#DEFAULT}. */
  public McpServer(
      ServerIdentity identity, String instructions, List<Tool> tools, InstantSource clock) {
    this(identity, instructions, tools, Limits.DEFAULT, clock);
  }
}
