package dev.proxmoxmcp.mcp.modern;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.ClientInfo;
import dev.proxmoxmcp.mcp.api.LogLevel;
import dev.proxmoxmcp.mcp.api.TaskSettings;
import dev.proxmoxmcp.mcp.engine.Asker;
import dev.proxmoxmcp.mcp.engine.CallScope;
import dev.proxmoxmcp.mcp.engine.Clients;
import dev.proxmoxmcp.mcp.engine.Dispatcher;
import dev.proxmoxmcp.mcp.engine.Era;
import dev.proxmoxmcp.mcp.engine.EraRouter;
import dev.proxmoxmcp.mcp.engine.Onward;
import dev.proxmoxmcp.mcp.engine.ReplyTo;
import dev.proxmoxmcp.mcp.engine.Revision;
import dev.proxmoxmcp.mcp.engine.TaskRule;
import dev.proxmoxmcp.mcp.engine.Wording;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Json;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import dev.proxmoxmcp.mcp.tasks.TaskMethods;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The modern era: nothing is remembered between two requests (2026-07-28, Base Protocol).
 * Thread-safe.
 */
public final class ModernEra {
  static final String PREFIX = "io.modelcontextprotocol/";
  private static final Wording WORDING = new Wording(Revision.V2026_07_28);

  private final Dispatcher dispatcher;
  private final @Nullable TaskMethods tasks;
  private @Nullable RequestState states;

  /** The modern era of what that dispatcher serves. */
  public ModernEra(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
    TaskSettings settings = dispatcher.server().tasks();
    this.tasks =
        settings == null
            ? null
            : new TaskMethods(
                settings,
                dispatcher,
                (caller, client, capabilities) ->
                    new Asker(caller, client, capabilities, WORDING, rules(caller, null)));
  }

  /** Takes over the tasks that an earlier process left; may wait for a disk. */
  public void recover() {
    if (tasks != null) {
      tasks.recover();
    }
  }

  private ModernRules rules(Caller caller, @Nullable LogLevel level) {
    return new ModernRules(caller, level, this::named, this::states, this::goOn);
  }

  private Optional<Onward> goOn(Onward.Call call) {
    return tasks == null ? Optional.empty() : tasks.goOn(call);
  }

  /**
   * Reads who asks, from the metadata that every request carries.
   *
   * @throws RpcException if the version is not spoken here, or what is required is missing
   */
  public Asker asker(Request request, Caller caller) throws RpcException {
    JsonNode meta = request.params().path("_meta");
    requireVersion(meta.path(EraRouter.VERSION_KEY));
    JsonNode capabilities = meta.path(PREFIX + "clientCapabilities");
    if (!capabilities.isObject()) {
      throw RpcException.invalidParams(
          "_meta." + PREFIX + "clientCapabilities is required and must be an object");
    }
    ClientInfo client = Clients.read(meta.path(PREFIX + "clientInfo"));
    ModernRules rules = rules(caller, logLevel(meta.path(PREFIX + "logLevel")));
    return new Asker(caller, client, Clients.capabilities(capabilities), WORDING, rules);
  }

  /** Made when the first handler asks: most clients are never asked anything. */
  private synchronized RequestState states() {
    if (states == null) {
      states = new RequestState(dispatcher.server().clock(), new SecureRandom());
    }
    return states;
  }

  private static @Nullable LogLevel logLevel(JsonNode sent) throws RpcException {
    if (sent.isMissingNode()) {
      return null;
    }
    Optional<LogLevel> level = LogLevel.of(sent.stringValue(""));
    if (level.isEmpty()) {
      throw RpcException.invalidParams(
          "_meta."
              + PREFIX
              + "logLevel must be one of debug, info, notice, warning, error,"
              + " critical, alert, emergency");
    }
    return level.get();
  }

  /**
   * Answers a request; a call may be answered later.
   *
   * @param asker from {@link #asker}
   * @throws RpcException if the answer is an error
   * @throws InterruptedException if the thread is interrupted while it sends the answer
   */
  public void request(Request request, Asker asker, CallScope scope, ReplyTo reply)
      throws RpcException, InterruptedException {
    scope.requireFresh(request.id());
    if (tasks != null && TaskMethods.NAMES.contains(request.method())) {
      Dispatcher.answer(request, asker, tasks.answer(request, asker), reply);
      return;
    }
    switch (request.method()) {
      case "server/discover" -> Dispatcher.answer(request, asker, discovery(), reply);
      case "subscriptions/listen" ->
          Listening.begin(request, asker, new Listening.Sources(dispatcher, tasks), scope, reply);
      default -> dispatcher.dispatch(request, asker, scope, reply);
    }
  }

  /** A version that is not spoken here, with those that are. */
  static RpcException unsupported(String requested) {
    ObjectNode data = Json.object();
    Revision.names(Era.MODERN).forEach(data.putArray("supported")::add);
    return RpcException.unsupportedVersion(data.put("requested", requested));
  }

  private static void requireVersion(JsonNode version) throws RpcException {
    if (!version.isString()) {
      throw RpcException.invalidParams("_meta." + EraRouter.VERSION_KEY + " is required");
    }
    String name = version.stringValue();
    if (Revision.of(name).filter(one -> one.era() == Era.MODERN).isEmpty()) {
      throw unsupported(name);
    }
  }

  private ObjectNode discovery() {
    ObjectNode result = Json.object();
    Revision.names(Era.MODERN).forEach(result.putArray("supportedVersions")::add);
    ObjectNode capabilities = WORDING.capabilities(dispatcher.server().offer());
    if (tasks != null) {
      capabilities.withObject("/extensions").putObject(TaskRule.EXTENSION);
    }
    result.set("capabilities", capabilities);
    WORDING.instructions(result, dispatcher.server());
    return result;
  }

  /** Every result of this era says whose it is. */
  private ObjectNode named(ObjectNode result) {
    result
        .withObject("_meta")
        .set(PREFIX + "serverInfo", WORDING.identity(dispatcher.server().identity()));
    return result;
  }
}
