package dev.proxmoxmcp.mcp.tasks;

import static java.lang.System.Logger.Level.ERROR;

import dev.proxmoxmcp.base.LazyLogger;
import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.ClientCapabilities;
import dev.proxmoxmcp.mcp.api.ClientInfo;
import dev.proxmoxmcp.mcp.api.TaskSettings;
import dev.proxmoxmcp.mcp.engine.Asker;
import dev.proxmoxmcp.mcp.engine.Dispatcher;
import dev.proxmoxmcp.mcp.engine.Onward;
import dev.proxmoxmcp.mcp.engine.TaskRule;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Json;
import dev.proxmoxmcp.mcp.rpc.RequestId;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * {@code tasks/get}, {@code tasks/update} and {@code tasks/cancel}, and how a call becomes a task.
 * Thread-safe.
 */
public final class TaskMethods {
  private static final System.Logger LOG = LazyLogger.of(TaskMethods.class);
  private static final String GET = "tasks/get";
  private static final String UPDATE = "tasks/update";
  private static final String CANCEL = "tasks/cancel";

  /** The methods. */
  public static final Set<String> NAMES = Set.of(GET, UPDATE, CANCEL);

  private final Tasks tasks;

  /** Makes the asker of a request of an earlier process. */
  @FunctionalInterface
  public interface Askers {
    Asker of(Caller caller, ClientInfo client, ClientCapabilities capabilities);
  }

  /** The tasks of what that dispatcher serves; they end with it. */
  public TaskMethods(TaskSettings settings, Dispatcher dispatcher, Askers askers) {
    this.tasks =
        new Tasks(
            settings,
            dispatcher.server().clock(),
            new SecureRandom(),
            (kept, task) ->
                dispatcher.restart(
                    request(kept),
                    askers.of(kept.caller(), kept.client(), kept.capabilities()),
                    task));
    dispatcher.endsWith(tasks);
  }

  /** Nobody waits for it under its id. */
  private static Request request(Tasks.Kept kept) {
    RequestId none = RequestId.of(StringNode.valueOf("")).orElseThrow();
    return new Request(none, "tools/call", kept.params());
  }

  /** Takes over what an earlier process left; may wait for a disk. */
  public void recover() {
    tasks.recover();
  }

  /** Makes a task of a call, if its client knows what that is and there is room. */
  public Optional<Onward> goOn(Onward.Call call) {
    return TaskRule.knowsTasks(call.asker()) ? tasks.goOn(call) : Optional.empty();
  }

  /**
   * The result of one of the three methods, before the era adds to it.
   *
   * @throws RpcException if the client does not know tasks, or has none of that name
   */
  public ObjectNode answer(Request request, Asker asker) throws RpcException {
    TaskRule.requireTasks(asker);
    JsonNode id = request.params().path("taskId");
    if (!id.isString()) {
      throw RpcException.invalidParams("taskId must be a string");
    }
    try {
      return answer(request, id.stringValue(), asker.caller());
    } catch (UncheckedIOException unread) {
      LOG.log(ERROR, "A task cannot be read or kept", unread);
      throw RpcException.failed("the tasks of this server cannot be read or kept now");
    }
  }

  private ObjectNode answer(Request request, String id, Caller caller) throws RpcException {
    return switch (request.method()) {
      case GET -> tasks.view(id, caller).orElseThrow(TaskMethods::unknown);
      case UPDATE -> acknowledged(tasks.answer(id, caller, responses(request)));
      case CANCEL -> acknowledged(tasks.cancel(id, caller));
      default -> throw RpcException.methodNotFound(request.method());
    };
  }

  /**
   * Tells of each state of a task, and of the present one at once.
   *
   * @param listener gets {@code DetailedTask}; does not block
   * @return stops it; empty if there is no such task of that caller
   */
  public Optional<Runnable> watch(String id, Caller caller, Consumer<ObjectNode> listener) {
    return tasks.watch(id, caller, listener);
  }

  private static ObjectNode responses(Request request) throws RpcException {
    if (request.params().path("inputResponses") instanceof ObjectNode responses) {
      return responses;
    }
    throw RpcException.invalidParams("inputResponses must be an object");
  }

  private static ObjectNode acknowledged(Tasks.Reached reached) throws RpcException {
    return switch (reached) {
      case YES -> Json.object();
      case UNKNOWN -> throw unknown();
      case ELSEWHERE ->
          throw RpcException.failed(
              "another process of this server works on this task; only that one can be told");
    };
  }

  private static RpcException unknown() {
    return RpcException.invalidParams("there is no task of that id, or it has expired");
  }
}
