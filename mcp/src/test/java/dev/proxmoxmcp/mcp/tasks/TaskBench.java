package dev.proxmoxmcp.mcp.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.api.AfterRestart;
import dev.proxmoxmcp.mcp.api.Answer;
import dev.proxmoxmcp.mcp.api.Background;
import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.api.Offer;
import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.mcp.api.ServerIdentity;
import dev.proxmoxmcp.mcp.api.TaskSettings;
import dev.proxmoxmcp.mcp.api.TaskStore;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.api.Tool.TaskUse;
import dev.proxmoxmcp.mcp.api.ToolCall;
import dev.proxmoxmcp.mcp.api.ToolHandler;
import dev.proxmoxmcp.mcp.api.ToolList;
import dev.proxmoxmcp.mcp.api.ToolResult;
import dev.proxmoxmcp.mcp.fixture.ManualClock;
import dev.proxmoxmcp.mcp.fixture.StdioClient;
import dev.proxmoxmcp.mcp.fixture.Talk;
import dev.proxmoxmcp.mcp.fixture.Workbench;
import dev.proxmoxmcp.mcp.rpc.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A server whose tools become tasks and do what tests need. */
final class TaskBench {
  /** What a client declares that knows tasks and can be asked by forms. */
  static final String KNOWS =
      "{\"elicitation\":{},\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}";

  final ManualClock clock = new ManualClock();
  private final Semaphore started = new Semaphore(0);
  private final Semaphore released = new Semaphore(0);
  private final Semaphore interrupted = new Semaphore(0);
  private final TaskStore store;

  TaskBench(TaskStore store) {
    this.store = store;
  }

  TaskBench() {
    this(TaskStore.inMemory());
  }

  McpServer server() {
    return server(Duration.ofSeconds(Workbench.PATIENCE_SECONDS));
  }

  /**
   * @param drain how long tasks may go on when the server is told to end
   */
  McpServer server(Duration drain) {
    return new McpServer(
        new ServerIdentity("bench", "The Bench", "1"),
        "",
        Offer.of(
            ToolList.of(
                tool("work", TaskUse.OFFERED, this::work),
                tool("stubborn", TaskUse.OFFERED, this::stubborn),
                tool("must", TaskUse.REQUIRED, call -> done(call, AfterRestart.FAIL)),
                tool("refuse", TaskUse.OFFERED, TaskBench::refuse),
                tool("defect", TaskUse.OFFERED, TaskBench::defect),
                tool("roots", TaskUse.OFFERED, TaskBench::roots),
                tool("ask", TaskUse.OFFERED, this::ask),
                tool("askTwice", TaskUse.OFFERED, TaskBench::askTwice),
                tool("askBefore", TaskUse.OFFERED, TaskBench::askBefore),
                tool("steps", TaskUse.OFFERED, this::steps),
                tool("late", TaskUse.OFFERED, this::late),
                tool("never", TaskUse.NEVER, call -> done(call, AfterRestart.FAIL)))),
        new Limits(8, 64 * 1024, drain),
        clock,
        new TaskSettings(store, 2, 3, Duration.ofMinutes(10), Duration.ofMillis(250)));
  }

  private static Tool tool(String name, TaskUse use, ToolHandler handler) {
    return Workbench.tool(name, "For tests", handler).with(Tool.Extras.NONE.with(use));
  }

  /** Waits until a handler runs. */
  void awaitStart() throws InterruptedException {
    assertThat(started.tryAcquire(Workbench.PATIENCE_SECONDS, TimeUnit.SECONDS))
        .as("a handler runs")
        .isTrue();
  }

  /** How many handlers of work were interrupted. */
  int interrupts() {
    return interrupted.availablePermits();
  }

  /** Lets one handler come to its end. */
  void release() {
    released.release();
  }

  private static ToolResult done(ToolCall call, AfterRestart after) throws InterruptedException {
    return ToolResult.ok("a task: " + call.background(after).isTask());
  }

  private ToolResult work(ToolCall call) throws InterruptedException {
    call.progress(1, 2.0, "before");
    Background background = call.background(AfterRestart.FAIL);
    assertThat(call.background(AfterRestart.FAIL).isTask()).isEqualTo(background.isTask());
    call.progress(2, 2.0, "half\nway");
    started.release();
    try {
      released.acquire();
    } catch (InterruptedException stopped) {
      interrupted.release();
      throw stopped;
    }
    return ToolResult.ok("worked, cancelled=" + call.cancelled());
  }

  /** Comes to its end whatever happens. */
  private ToolResult stubborn(ToolCall call) throws InterruptedException {
    call.background(AfterRestart.FAIL);
    started.release();
    boolean interrupted = false;
    while (true) {
      try {
        released.acquire();
        return ToolResult.ok("done all the same, interrupted=" + interrupted);
      } catch (InterruptedException noted) {
        interrupted = true;
      }
    }
  }

  private static ToolResult refuse(ToolCall call) throws InterruptedException {
    call.background(AfterRestart.FAIL);
    return ToolResult.error("no such thing: 42");
  }

  private static ToolResult defect(ToolCall call) throws InterruptedException {
    call.background(AfterRestart.FAIL);
    throw new IllegalStateException("hunter2 is the password");
  }

  private static ToolResult roots(ToolCall call) throws InterruptedException {
    call.background(AfterRestart.FAIL);
    return ToolResult.ok("" + call.ask("roots", new Question.Roots()));
  }

  private ToolResult ask(ToolCall call) throws InterruptedException {
    call.background(AfterRestart.FAIL);
    started.release();
    Map<String, Question<?>> questions = new LinkedHashMap<>();
    questions.put("left", form("Left?"));
    questions.put("right", form("Right?"));
    Map<String, Answer> answers = call.askAll(questions);
    return ToolResult.ok(answers.get("left") + " " + answers.get("right"));
  }

  private static ToolResult askTwice(ToolCall call) throws InterruptedException {
    call.background(AfterRestart.FAIL);
    var first = call.ask("same", form("First?"));
    var second = call.ask("same", form("Second?"));
    var again = call.ask("same", form("First?"));
    return ToolResult.ok(first + " " + second + " " + again);
  }

  private static ToolResult askBefore(ToolCall call) throws InterruptedException {
    String run = call.once("run", call::requestId);
    var answer = call.ask("before", form("Before?"));
    boolean task = call.background(AfterRestart.FAIL).isTask();
    var again = call.ask("before", form("Before?"));
    boolean same = run.equals(call.once("run", () -> "another"));
    return ToolResult.ok("%s %s %s %s".formatted(answer, task, again.equals(answer), same));
  }

  /** Two questions and what it saved are still known when it runs again. */
  private ToolResult steps(ToolCall call) throws InterruptedException {
    Background background = call.background(AfterRestart.RUN_AGAIN);
    String before = background.saved().map(JsonNode::toString).orElse("nothing");
    var one = call.ask("one", form("One?"));
    String made = call.once("made", call::requestId);
    background.save(Json.object().put("made", made));
    started.release();
    var two = call.ask("two", form("Two?"));
    boolean same = call.once("made", () -> "another").equals(made);
    return ToolResult.ok("saved %s, %s %s, the same %s".formatted(before, one, two, same));
  }

  /** Asks at once in its first run, and in the second when it is released. */
  private ToolResult late(ToolCall call) throws InterruptedException {
    Background background = call.background(AfterRestart.RUN_AGAIN);
    if (background.saved().isPresent()) {
      released.acquire();
    }
    background.save(Json.object());
    return ToolResult.ok("" + call.ask("late", form("Late?")));
  }

  static Question.Form form(String message) {
    return new Question.Form(
        message,
        (ObjectNode)
            Talk.json(
                "{\"type\":\"object\",\"properties\":{\"yes\":{\"type\":\"boolean\"}},"
                    + "\"required\":[\"yes\"]}"));
  }

  /** A modern request of a client with these capabilities. */
  static String request(String id, String method, String params, String capabilities) {
    ObjectNode node = (ObjectNode) Talk.json(Talk.modern(id, method, params));
    node.withObject("/params/_meta")
        .set("io.modelcontextprotocol/clientCapabilities", Talk.json(capabilities));
    return node.toString();
  }

  /** Starts a task and returns its id. */
  static String begin(StdioClient client, String tool) throws IOException, InterruptedException {
    JsonNode answer = client.ask(request("\"begin\"", "tools/call", Talk.call(tool), KNOWS));
    assertThat(answer.at("/result/resultType").stringValue("")).as("%s", answer).isEqualTo("task");
    return answer.at("/result/taskId").stringValue("");
  }

  /** The answer to one of the methods of tasks. */
  static JsonNode ask(StdioClient client, String method, String task, String more)
      throws IOException, InterruptedException {
    String params = "{\"taskId\":\"" + task + "\"" + more + "}";
    return client.ask(request("\"" + method + "\"", "tasks/" + method, params, KNOWS));
  }

  /** The task, once it has that status; asks as fast as it is answered. */
  static JsonNode await(StdioClient client, String task, String status)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Workbench.PATIENCE_SECONDS);
    JsonNode result = ask(client, "get", task, "").path("result");
    while (!result.path("status").stringValue("").equals(status)) {
      assertThat(System.nanoTime()).as("%s instead of %s", result, status).isLessThan(end);
      result = ask(client, "get", task, "").path("result");
    }
    return result;
  }

  /** Waits until nobody knows the task any more. */
  static void awaitGone(StdioClient client, String task) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Workbench.PATIENCE_SECONDS);
    while (Talk.code(ask(client, "get", task, "")) != -32602) {
      assertThat(System.nanoTime()).as("%s is gone", task).isLessThan(end);
    }
  }

  /** Answers one question with yes. */
  static JsonNode yes(StdioClient client, String task, String key)
      throws IOException, InterruptedException {
    return ask(
        client,
        "update",
        task,
        ",\"inputResponses\":{\"%s\":{\"action\":\"accept\",\"content\":{\"yes\":true}}}"
            .formatted(key));
  }

  static String text(JsonNode task) {
    return task.at("/result/content/0/text").stringValue("(no text)");
  }
}
