package dev.proxmoxmcp.verification.conformance;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.mcp.api.AfterRestart;
import dev.proxmoxmcp.mcp.api.Background;
import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.api.Tool.TaskUse;
import dev.proxmoxmcp.mcp.api.ToolCall;
import dev.proxmoxmcp.mcp.api.ToolHandler;
import dev.proxmoxmcp.mcp.api.ToolResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tools whose calls become tasks. */
final class FixtureTasks {
  private static final String CONFIRM = FixtureAsks.schema("confirm", "boolean");

  private final Pause pause;

  private FixtureTasks(Pause pause) {
    this.pause = pause;
  }

  static List<Tool> all(Pause pause) {
    FixtureTasks tools = new FixtureTasks(pause);
    return List.of(
        FixtureTools.tool(
            "greet",
            """
            {"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}
            """,
            call -> ToolResult.ok("Hello, " + call.arguments().path("name").asString("") + "!")),
        task(
            "slow_compute",
            TaskUse.OFFERED,
            """
            {"type":"object","properties":{
              "seconds":{"type":"number"},"label":{"type":"string"}},"required":["seconds"]}
            """,
            tools::compute),
        task("failing_job", TaskUse.REQUIRED, "{\"type\":\"object\"}", tools::fail),
        task("protocol_error_job", TaskUse.OFFERED, "{\"type\":\"object\"}", tools::breakProtocol),
        task(
            "confirm_delete",
            TaskUse.OFFERED,
            "{\"type\":\"object\",\"properties\":{\"filename\":{\"type\":\"string\"}}}",
            FixtureTasks::confirm),
        task("multi_input", TaskUse.OFFERED, "{\"type\":\"object\"}", FixtureTasks::confirmTwice),
        task("test_tool_with_task", TaskUse.REQUIRED, "{\"type\":\"object\"}", tools::named),
        task("resumable_job", TaskUse.OFFERED, "{\"type\":\"object\"}", tools::resumable));
  }

  private static Tool task(String name, TaskUse use, String schema, ToolHandler handler) {
    return FixtureTools.tool(name, schema, handler).with(Tool.Extras.NONE.with(use));
  }

  private ToolResult compute(ToolCall call) throws InterruptedException {
    call.background(AfterRestart.FAIL);
    double seconds = call.arguments().path("seconds").asDouble(0);
    call.progress(0, seconds, "computing");
    pause.sleep(Duration.ofMillis((long) (seconds * 1000)));
    return ToolResult.ok("Computed " + call.arguments().path("label").asString("nothing") + ".");
  }

  private ToolResult fail(ToolCall call) throws InterruptedException {
    call.background(AfterRestart.FAIL);
    pause.sleep(Duration.ofSeconds(1));
    return ToolResult.error("This job always fails.");
  }

  /** Asks for what the client did not declare, which is an error of the protocol. */
  private ToolResult breakProtocol(ToolCall call) throws InterruptedException {
    call.background(AfterRestart.FAIL);
    return ToolResult.ok("Roots: " + call.ask("roots", new Question.Roots()));
  }

  private static ToolResult confirm(ToolCall call) throws InterruptedException {
    call.background(AfterRestart.FAIL);
    String file = call.arguments().path("filename").asString("the file");
    return ToolResult.ok(
        "Asked about %s: %s"
            .formatted(
                file, call.ask("confirm", FixtureAsks.question("Delete " + file + "?", CONFIRM))));
  }

  private static ToolResult confirmTwice(ToolCall call) throws InterruptedException {
    call.background(AfterRestart.FAIL);
    Map<String, Question<?>> questions = new LinkedHashMap<>();
    questions.put("first", FixtureAsks.question("The first?", CONFIRM));
    questions.put("second", FixtureAsks.question("The second?", CONFIRM));
    return ToolResult.ok("Asked twice: " + call.askAll(questions));
  }

  /** Asks before it becomes a task. */
  private ToolResult named(ToolCall call) throws InterruptedException {
    String name = FixtureAsks.name(call, "user_name");
    call.background(AfterRestart.FAIL);
    pause.sleep(Duration.ofMillis(100));
    return ToolResult.ok("Worked for " + name + ".");
  }

  /** For the stdio leg: the first run waits for its end, the second goes on from what it saved. */
  private ToolResult resumable(ToolCall call) throws InterruptedException {
    Background background = call.background(AfterRestart.RUN_AGAIN);
    if (background.saved().isPresent()) {
      return ToolResult.ok("Went on from " + background.saved().get().path("step").asString(""));
    }
    background.save(FixtureJson.object().put("step", "the first run"));
    call.progress(1, null, "saved");
    pause.sleep(Duration.ofHours(1));
    return ToolResult.ok("never");
  }
}
