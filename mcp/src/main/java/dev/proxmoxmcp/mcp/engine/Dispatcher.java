package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.api.ToolCall;
import dev.proxmoxmcp.mcp.api.ToolResult;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Json;
import dev.proxmoxmcp.mcp.rpc.Messages;
import dev.proxmoxmcp.mcp.rpc.RequestId;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import dev.proxmoxmcp.mcp.rpc.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The methods that both eras have. One per transport, shared by all who speak over it. Thread-safe.
 */
public final class Dispatcher {
  private final McpServer server;
  private final Threads threads;
  private final Calls calls;
  private final Listeners listeners;
  private final Pages pages;
  private final ArgumentChecks checks = new ArgumentChecks();
  private final PromptMethods prompts;
  private final ResourceMethods resources;
  private volatile Afterwards afterwards = NOTHING;

  private static final Afterwards NOTHING =
      new Afterwards() {
        @Override
        public void stop() {}

        @Override
        public void stopped(Duration patience) {}
      };

  /** On which thread a handler runs. */
  public enum Threads {
    /** On one of its own: who reads requests returns at once, and reads the next one. */
    OWN,
    /**
     * On that of the request, which nothing else waits for. A call that may go on as a task has its
     * own all the same, since its request ends before it.
     */
    OF_REQUEST
  }

  /** A dispatcher for that server. */
  public Dispatcher(McpServer server, Threads threads) {
    this.server = server;
    this.threads = threads;
    this.calls = new Calls(server.limits(), server.clock());
    this.listeners = new Listeners(server.limits().subscriptions());
    this.pages = new Pages(server.limits().page());
    this.prompts = new PromptMethods(server.offer(), pages);
    this.resources = new ResourceMethods(server.offer().resources(), pages);
  }

  /** What is served. */
  public McpServer server() {
    return server;
  }

  /** Those who wait for changes. */
  public Listeners listeners() {
    return listeners;
  }

  /**
   * Answers a request of a method that both eras have; a call may be answered later, if it runs on
   * a thread of its own.
   *
   * @throws RpcException if the answer is an error: nobody knows the method, too
   * @throws InterruptedException if the thread is interrupted while it sends the answer
   */
  public void dispatch(Request request, Asker asker, CallScope scope, ReplyTo reply)
      throws RpcException, InterruptedException {
    Wording wording = asker.wording();
    if (!offers(request.method())) {
      throw RpcException.methodNotFound(request.method());
    }
    switch (request.method()) {
      case "tools/list" -> {
        Pages.Page<Tool> page = pages.of(server.tools().all(), request.params());
        answer(request, asker, page.on(wording.tools(page.entries())), reply);
      }
      case "tools/call" -> callTool(request, asker, scope, reply);
      case "prompts/list" -> answer(request, asker, prompts.list(request, wording), reply);
      case "prompts/get" -> start(prompts.get(request, wording), request, asker, scope, reply);
      case "completion/complete" -> start(prompts.complete(request), request, asker, scope, reply);
      case "resources/list" ->
          start(resources.list(request, wording), request, asker, scope, reply);
      case "resources/templates/list" ->
          answer(request, asker, resources.templates(request, wording), reply);
      case "resources/read" -> start(resources.read(request, asker), request, asker, scope, reply);
      default -> throw RpcException.methodNotFound(request.method());
    }
  }

  /** A server has the methods of what it has. */
  private boolean offers(String method) {
    return switch (method) {
      case "prompts/list", "prompts/get" -> server.offer().hasPrompts();
      case "completion/complete" -> server.offer().completes();
      case "resources/list", "resources/templates/list", "resources/read" ->
          server.offer().hasResources();
      default -> true;
    };
  }

  private void callTool(Request request, Asker asker, CallScope scope, ReplyTo reply)
      throws RpcException, InterruptedException {
    Tool tool = tool(request);
    if (tool.extras().tasks() == Tool.TaskUse.REQUIRED && server.tasks() != null) {
      TaskRule.requireTasks(asker);
    }
    start(work(tool, asker), tool, arguments(request), request, asker, scope, reply);
  }

  private Work work(Tool tool, Asker asker) {
    Wording wording = asker.wording();
    return new Work(
        "tool=" + tool.name(),
        call -> wording.result(checked(tool, call)),
        sentence -> wording.result(ToolResult.error(sentence)));
  }

  /**
   * Runs a tool once more for a task of an earlier process.
   *
   * @param request as it was then
   * @return false if there is no such tool any more, its arguments are none, or there is no room
   */
  public boolean restart(Request request, Asker asker, Onward task) {
    try {
      Tool tool = tool(request);
      RunningCall.Sent sent = new RunningCall.Sent(request, tool, arguments(request), null);
      RunningCall call = new RunningCall(calls.nextRequestId(), sent, asker, task, ReplyTo.NOWHERE);
      return calls.restart(work(tool, asker), call, task);
    } catch (RpcException noLonger) {
      return false;
    }
  }

  /** What the tool answers, or what is wrong with the arguments, which then never reach it. */
  private ToolResult checked(Tool tool, ToolCall call) throws InterruptedException {
    return switch (tool.extras().check()) {
      case BY_HANDLER -> tool.handler().call(call);
      case BY_ENGINE -> {
        Optional<String> problem = checks.problem(tool, call.arguments());
        yield problem.isPresent() ? ToolResult.error(problem.get()) : tool.handler().call(call);
      }
    };
  }

  /**
   * Does work on the thread that is its own, or the request's.
   *
   * @throws RpcException if the id is in flight, or the request continues a conversation that there
   *     was not
   * @throws InterruptedException if the thread is interrupted while it sends a refusal
   */
  public void start(Work work, Request request, Asker asker, CallScope scope, ReplyTo reply)
      throws RpcException, InterruptedException {
    start(work, null, Json.object(), request, asker, scope, reply);
  }

  private void start(
      Work work,
      @Nullable Tool tool,
      ObjectNode arguments,
      Request request,
      Asker asker,
      CallScope scope,
      ReplyTo reply)
      throws RpcException, InterruptedException {
    RunningCall.Sent sent = new RunningCall.Sent(request, tool, arguments, progressToken(request));
    Dialog dialog = asker.rules().dialog(request, reply);
    RunningCall call = new RunningCall(calls.nextRequestId(), sent, asker, dialog, reply);
    if (threads == Threads.OWN || mayGoOn(tool, asker)) {
      calls.start(work, call, scope);
    } else {
      calls.runHere(work, call, scope);
    }
  }

  private boolean mayGoOn(@Nullable Tool tool, Asker asker) {
    return tool != null
        && tool.extras().tasks() != Tool.TaskUse.NEVER
        && server.tasks() != null
        && TaskRule.knowsTasks(asker);
  }

  /** Sends the answer to a request that needed no waiting. */
  public static void answer(Request request, Asker asker, ObjectNode result, ReplyTo reply)
      throws InterruptedException {
    ObjectNode whole = asker.rules().complete(request.method(), result);
    reply.answer(Messages.result(request.id(), whole));
  }

  /**
   * Ends: no new calls, those in flight finish within the limit, the rest is interrupted; whoever
   * listens is told that there is nothing more to come.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void drain() throws InterruptedException {
    listeners.close();
    if (server.tasks() == null) {
      calls.drain();
      return;
    }
    Afterwards tasks = afterwards;
    Instant start = server.clock().instant();
    tasks.stop();
    calls.drain();
    Duration passed = Duration.between(start, server.clock().instant());
    tasks.stopped(server.limits().drain().minus(passed));
  }

  /** What goes on without a request, and has to end with the rest. */
  public interface Afterwards {
    /** No more of it; what can end at once does. Does not wait. */
    void stop();

    /**
     * Waits for the rest, then interrupts it.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    void stopped(Duration patience) throws InterruptedException;
  }

  /** Ends that too, from now on. */
  public void endsWith(Afterwards other) {
    afterwards = other;
  }

  private Tool tool(Request request) throws RpcException {
    String name = name(request);
    return server
        .tools()
        .find(name)
        .orElseThrow(() -> RpcException.invalidParams("unknown tool: " + Shown.name(name)));
  }

  /**
   * The {@code name} of a request.
   *
   * @throws RpcException if it is none
   */
  static String name(Request request) throws RpcException {
    return text(request.params(), "name");
  }

  /**
   * A text that must be there.
   *
   * @throws RpcException if it is not
   */
  static String text(JsonNode params, String key) throws RpcException {
    JsonNode text = params.path(key);
    if (!text.isString()) {
      throw RpcException.invalidParams(key + " must be a string");
    }
    return text.stringValue();
  }

  /**
   * The {@code arguments} of a request.
   *
   * @throws RpcException if they are there and no object
   */
  static ObjectNode arguments(Request request) throws RpcException {
    JsonNode arguments = request.params().path("arguments");
    if (arguments.isMissingNode() || arguments.isNull()) {
      return Json.object();
    }
    if (arguments instanceof ObjectNode named) {
      return named;
    }
    throw RpcException.invalidParams("arguments must be an object");
  }

  private static @Nullable RequestId progressToken(Request request) throws RpcException {
    JsonNode token = request.params().path("_meta").path("progressToken");
    if (token.isMissingNode() || token.isNull()) {
      return null;
    }
    return RequestId.of(token)
        .orElseThrow(
            () -> RpcException.invalidParams("progressToken must be a string or an integer"));
  }
}
