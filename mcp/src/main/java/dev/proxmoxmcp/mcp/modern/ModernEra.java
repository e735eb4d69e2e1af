package dev.proxmoxmcp.mcp.modern;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.ClientInfo;
import dev.proxmoxmcp.mcp.engine.Asker;
import dev.proxmoxmcp.mcp.engine.CallScope;
import dev.proxmoxmcp.mcp.engine.Clients;
import dev.proxmoxmcp.mcp.engine.Dispatcher;
import dev.proxmoxmcp.mcp.engine.Era;
import dev.proxmoxmcp.mcp.engine.EraRouter;
import dev.proxmoxmcp.mcp.engine.ReplyTo;
import dev.proxmoxmcp.mcp.engine.Revision;
import dev.proxmoxmcp.mcp.engine.Wording;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Json;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The modern era: nothing is remembered between two requests (2026-07-28, Base Protocol).
 * Thread-safe.
 */
public final class ModernEra {
  private static final String PREFIX = "io.modelcontextprotocol/";
  private static final Wording WORDING = new Wording(Revision.V2026_07_28);

  private final Dispatcher dispatcher;

  /** The modern era of what that dispatcher serves. */
  public ModernEra(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  /**
   * Reads who asks, from the metadata that every request carries.
   *
   * @throws RpcException if the version is not spoken here, or what is required is missing
   */
  public Asker asker(Request request, Caller caller) throws RpcException {
    JsonNode meta = request.params().path("_meta");
    requireVersion(meta.path(EraRouter.VERSION_KEY));
    if (!meta.path(PREFIX + "clientCapabilities").isObject()) {
      throw RpcException.invalidParams(
          "_meta." + PREFIX + "clientCapabilities is required and must be an object");
    }
    ClientInfo client = Clients.read(meta.path(PREFIX + "clientInfo"));
    return new Asker(caller, client, WORDING, this::complete);
  }

  /**
   * Answers a request, a call later and everything else at once.
   *
   * @param asker from {@link #asker}
   * @throws RpcException if the answer is an error
   * @throws InterruptedException if the thread is interrupted while it sends the answer
   */
  public void request(Request request, Asker asker, CallScope scope, ReplyTo reply)
      throws RpcException, InterruptedException {
    scope.requireFresh(request.id());
    switch (request.method()) {
      case "server/discover" ->
          Dispatcher.answer(request, CacheHint.SAME_FOR_ALL.on(complete(discovery())), reply);
      case "tools/list" ->
          Dispatcher.answer(
              request,
              CacheHint.PER_CALLER.on(complete(dispatcher.listTools(request, WORDING))),
              reply);
      case "tools/call" -> dispatcher.callTool(request, asker, scope, reply);
      default -> throw RpcException.methodNotFound(request.method());
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
    result.set("capabilities", WORDING.capabilities());
    WORDING.instructions(result, dispatcher.server());
    return result;
  }

  /** What every result of this era has. */
  private ObjectNode complete(ObjectNode result) {
    result.put("resultType", "complete");
    result
        .putObject("_meta")
        .set(PREFIX + "serverInfo", WORDING.identity(dispatcher.server().identity()));
    return result;
  }
}
