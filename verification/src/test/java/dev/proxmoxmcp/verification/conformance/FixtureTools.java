package dev.proxmoxmcp.verification.conformance;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.mcp.api.Content;
import dev.proxmoxmcp.mcp.api.ListChanges;
import dev.proxmoxmcp.mcp.api.LogLevel;
import dev.proxmoxmcp.mcp.api.ResourceContents;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.mcp.api.ToolCall;
import dev.proxmoxmcp.mcp.api.ToolHandler;
import dev.proxmoxmcp.mcp.api.ToolResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The tools that ask nothing: every kind of content, progress, messages, an expected failure. */
final class FixtureTools {
  private static final String NO_ARGUMENTS = "{\"type\":\"object\",\"properties\":{}}";
  private static final Duration BREATH = Duration.ofMillis(50);

  private final Pause pause;
  private final ListChanges changes;

  private FixtureTools(Pause pause, ListChanges changes) {
    this.pause = pause;
    this.changes = changes;
  }

  /** The first of them takes no arguments, which the suite's checks of headers rely on. */
  static List<Tool> all(Pause pause, ListChanges changes) {
    FixtureTools tools = new FixtureTools(pause, changes);
    return List.of(
        tool(
            "test_simple_text",
            call -> ToolResult.ok("This is a simple text response for testing.")),
        tool("test_image_content", call -> ToolResult.of(image())),
        tool(
            "test_audio_content",
            call -> ToolResult.of(Content.audio(FixtureMedia.sound(), "audio/wav"))),
        tool("test_embedded_resource", call -> ToolResult.of(embedded())),
        tool("test_multiple_content_types", call -> mixed()),
        tool(
            "test_error_handling",
            call -> ToolResult.error("This tool intentionally returns an error for testing")),
        tool("test_tool_with_progress", tools::progress),
        tool("test_tool_with_logging", tools::logging),
        tool("test_logging_tool", tools::logging),
        tool("test_trigger_tool_change", tools.change(ListChanges.Changed.TOOLS)),
        tool("test_trigger_prompt_change", tools.change(ListChanges.Changed.PROMPTS)),
        tool("test_reconnection", tools::reconnection),
        tool("test_hold", FixtureTools::hold),
        tool("test_prints", FixtureTools::prints),
        tool("json_schema_2020_12_tool", WIDE_SCHEMA, call -> ToolResult.ok("The schema holds.")),
        tool(
            "test_header_mirror",
            """
            {"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"}}}
            """,
            call -> ToolResult.ok("region: " + call.arguments().path("region").asString(""))));
  }

  /** What a schema may have: the suite looks whether it is listed as it stands here. */
  private static final String WIDE_SCHEMA =
      """
      {"$schema":"https://json-schema.org/draft/2020-12/schema",
       "type":"object",
       "$defs":{"address":{"$anchor":"addressDef","type":"object",
         "properties":{"street":{"type":"string"},"city":{"type":"string"}}}},
       "properties":{
         "name":{"type":"string"},
         "address":{"$ref":"#/$defs/address"},
         "contactMethod":{"type":"string","enum":["phone","email"]},
         "phone":{"type":"string"},
         "email":{"type":"string"}},
       "allOf":[{"anyOf":[{"required":["phone"]},{"required":["email"]}]}],
       "if":{"properties":{"contactMethod":{"const":"phone"}},"required":["contactMethod"]},
       "then":{"required":["phone"]},
       "else":{"required":["email"]},
       "additionalProperties":false}
      """;

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

  private static Content image() {
    return Content.image(FixtureMedia.picture(), "image/png");
  }

  private static Content embedded() {
    return Content.embedded(
        new ResourceContents.Text(
            "test://embedded-resource", "text/plain", "This is an embedded resource content."));
  }

  private static ToolResult mixed() {
    return ToolResult.of(
        Content.text("Multiple content types test:"),
        image(),
        Content.embedded(
            new ResourceContents.Text(
                "test://mixed-content-resource",
                "application/json",
                "{\"test\":\"data\",\"value\":123}")));
  }

  private ToolResult progress(ToolCall call) throws InterruptedException {
    for (int done = 0; done <= 100; done += 50) {
      call.progress(done, 100.0, "");
      pause.sleep(BREATH);
    }
    return ToolResult.ok("Told its progress.");
  }

  private ToolResult logging(ToolCall call) throws InterruptedException {
    for (String message :
        List.of("Tool execution started", "Tool processing data", "Tool execution completed")) {
      call.log(LogLevel.INFO, "fixture", StringNode.valueOf(message));
      pause.sleep(BREATH);
    }
    return ToolResult.ok("Told what it did.");
  }

  private ToolHandler change(ListChanges.Changed list) {
    return call -> {
      changes.tell(list);
      return ToolResult.ok("Told that a list is another.");
    };
  }

  /** Lets go of the connection, so that the client comes back for the answer. */
  private ToolResult reconnection(ToolCall call) throws InterruptedException {
    call.letGo();
    pause.sleep(Duration.ofMillis(300));
    return ToolResult.ok("Answered after the client came back.");
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
}
