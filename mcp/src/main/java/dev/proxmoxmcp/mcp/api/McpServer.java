package dev.proxmoxmcp.mcp.api;

import dev.proxmoxmcp.json.JsonText;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A server, whatever carries it: hand it to {@code StdioTransport} or {@code HttpTransport}.
 * Immutable, so that one can be served over several transports at once.
 *
 * @param identity how it names itself
 * @param instructions what a model should know before it uses the tools; empty for nothing
 * @param offer what clients can use
 * @param limits what each transport bears
 * @param clock for the age of sessions and the duration of calls
 * @param tasks how calls are kept that go on while the client polls; null for none of them
 */
public record McpServer(
    ServerIdentity identity,
    String instructions,
    Offer offer,
    Limits limits,
    InstantSource clock,
    @Nullable TaskSettings tasks) {
  /** A server without tasks. */
  public McpServer(
      ServerIdentity identity,
      String instructions,
      Offer offer,
      Limits limits,
      InstantSource clock) {
    this(identity, instructions, offer, limits, clock, null);
  }

  /** A server of tools alone. */
  public McpServer(
      ServerIdentity identity,
      String instructions,
      ToolList tools,
      Limits limits,
      InstantSource clock) {
    this(identity, instructions, Offer.of(tools), limits, clock);
  }

  /** A server of tools alone, with {@link Limits#DEFAULT}. */
  public McpServer(
      ServerIdentity identity, String instructions, ToolList tools, InstantSource clock) {
    this(identity, instructions, tools, Limits.DEFAULT, clock);
  }

  /**
   * Begins, on a thread of its own, what the first message needs whatever it says, and returns at
   * once. A program that a client waits for calls this before anything else; nobody has to.
   */
  public static void prepare() {
    Thread.ofPlatform().daemon().name("mcp-prepare").start(JsonText::prepare);
  }

  /** What clients may call. */
  public ToolList tools() {
    return offer.tools();
  }
}
