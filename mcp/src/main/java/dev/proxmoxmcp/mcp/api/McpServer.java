package dev.proxmoxmcp.mcp.api;

import java.time.InstantSource;

/**
 * What a server offers, whatever carries it: hand it to {@code StdioTransport} or {@code
 * HttpTransport}. Immutable, so that one can be served over several transports at once.
 *
 * @param identity how it names itself
 * @param instructions what a model should know before it uses the tools; empty for nothing
 * @param tools what clients may call
 * @param limits what each transport bears
 * @param clock for the age of sessions and the duration of calls
 */
public record McpServer(
    ServerIdentity identity,
    String instructions,
    ToolList tools,
    Limits limits,
    InstantSource clock) {
  /** A server with {@link Limits#DEFAULT}. */
  public McpServer(
      ServerIdentity identity, String instructions, ToolList tools, InstantSource clock) {
    this(identity, instructions, tools, Limits.DEFAULT, clock);
  }
}
