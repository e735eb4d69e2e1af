package dev.proxmoxmcp.mcp.modern;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.LogLevel;
import dev.proxmoxmcp.mcp.api.MissingCapability;
import dev.proxmoxmcp.mcp.engine.Dialog;
import dev.proxmoxmcp.mcp.engine.EraRules;
import dev.proxmoxmcp.mcp.engine.Onward;
import dev.proxmoxmcp.mcp.engine.ReplyTo;
import dev.proxmoxmcp.mcp.rpc.ErrorCode;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Json;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the modern era does its own way, for one request.
 *
 * @param caller who sent it
 * @param logLevel the least that he wants to be told beside the answer; null for nothing
 * @param identity adds the server's own name to a result
 * @param states seals what a handler must find again
 * @param tasks makes a task of a call, if it can be one
 */
record ModernRules(
    Caller caller,
    @Nullable LogLevel logLevel,
    UnaryOperator<ObjectNode> identity,
    Supplier<RequestState> states,
    Function<Onward.Call, Optional<Onward>> tasks)
    implements EraRules {
  @Override
  public ObjectNode complete(String method, ObjectNode result) {
    if (!result.has("resultType")) {
      result.put("resultType", "complete");
    }
    CacheHint.of(method).ifPresent(hint -> hint.on(result));
    return identity.apply(result);
  }

  @Override
  public boolean wants(LogLevel level) {
    return logLevel != null && level.compareTo(logLevel) >= 0;
  }

  @Override
  public Dialog dialog(Request request, ReplyTo reply) throws RpcException {
    byte[] binding = Canonical.digest(request, caller.principal());
    JsonNode state = request.params().path("requestState");
    JsonNode answers = request.params().path("inputResponses");
    if (state.isMissingNode()) {
      // Answers without a state answer nothing that was asked.
      return new RoundTrips(Json.object(), Json.object(), leaving(binding));
    }
    Optional<ObjectNode> before =
        state.isString() ? states.get().open(state.stringValue(), binding) : Optional.empty();
    if (before.isEmpty()) {
      throw RpcException.invalidParams(
          "the request state is not valid: it was not made for this request, is older than ten"
              + " minutes, was used before, or the server was started again. Send the request"
              + " anew, without it");
    }
    return new RoundTrips(before.get(), answers, leaving(binding));
  }

  private UnaryOperator<ObjectNode> leaving(byte[] binding) {
    return asked -> {
      ObjectNode result = Json.object().put("resultType", "input_required");
      result.set("inputRequests", asked.path("inputRequests"));
      result.put("requestState", states.get().seal((ObjectNode) asked.path("state"), binding));
      return identity.apply(result);
    };
  }

  @Override
  public RpcException missing(MissingCapability capability) {
    return RpcException.missingCapability(capability.required());
  }

  @Override
  public Optional<Onward> goOn(Onward.Call call) {
    return tasks.apply(call);
  }

  @Override
  public int resourceNotFound() {
    return ErrorCode.INVALID_PARAMS;
  }
}
