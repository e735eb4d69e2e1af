package dev.proxmoxmcp.verification.conformance;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.mcp.api.ToolCall;
import dev.proxmoxmcp.mcp.api.ToolHandler;
import dev.proxmoxmcp.mcp.api.ToolList;
import dev.proxmoxmcp.mcp.api.ToolResult;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.node.ObjectNode;

/** The tools that only answer: every kind of content, progress, an expected failure. */
final class FixtureTools {
  private static final String NO_ARGUMENTS = "{\"type\":\"object\",\"properties\":{}}";
  private static final Duration BREATH = Duration.ofMillis(50);

  private final Pause pause;

  private FixtureTools(Pause pause) {
    this.pause = pause;
  }

  static ToolList all(Pause pause) {
    FixtureTools tools = new FixtureTools(pause);
    return ToolList.of(
        tool(
            "test_simple_text",
            call -> ToolResult.ok("This is a simple text response for testing.")),
        tool(
            "test_error_handling",
            call -> ToolResult.error("This tool intentionally returns an error for testing")),
        tool("test_tool_with_progress", tools::progress),
        tool(
            "test_header_mirror",
            """
            {"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"}}}
            """,
            call -> ToolResult.ok("region: " + call.arguments().path("region").asString(""))),
        tool("test_hold", FixtureTools::hold),
        tool("test_prints", FixtureTools::prints));
  }

  static Tool tool(String name, ToolHandler handler) {
    return tool(name, NO_ARGUMENTS, handler);
  }

  static Tool tool(String name, String schema, ToolHandler handler) {
    return new Tool(
        name,
        name.replace('_', ' '),
        "What the conformance suite calls by the name of " + name + ".",
        (ObjectNode) FixtureJson.read(schema),
        ToolAnnotations.reads(),
        handler);
  }

  /** For the stdio leg: says that it runs, and then waits until it is cancelled. */
  private static ToolResult hold(ToolCall call) throws InterruptedException {
    call.progress(1, null, "holding");
    new CountDownLatch(1).await();
    return ToolResult.ok("never");
  }

  /** For the stdio leg: a library that prints must not break the session. */
  private static ToolResult prints(ToolCall call) {
    System.out.println("printed by a tool for " + call.requestId());
    return ToolResult.ok("Printed.");
  }

  private ToolResult progress(ToolCall call) throws InterruptedException {
    for (int done = 0; done <= 100; done += 50) {
      call.progress(done, 100.0, "");
      pause.sleep(BREATH);
    }
    return ToolResult.ok("Told its progress.");
  }
}
