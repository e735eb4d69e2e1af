package dev.proxmoxmcp.mcp.legacy;

import dev.proxmoxmcp.mcp.rpc.Incoming.Response;
import dev.proxmoxmcp.mcp.rpc.RequestId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What one session was asked and has not answered yet. Thread-safe. */
final class PendingQuestions {
  private final AtomicLong numbers = new AtomicLong();
  private final Map<RequestId, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();

  /**
   * A question that is to be sent.
   *
   * @param id of its request, unique in the session
   * @param result what comes back; missing if that is an error
   */
  record Pending(RequestId id, CompletableFuture<JsonNode> result) {}

  Pending open() {
    RequestId id =
        new RequestId(JsonNodeFactory.instance.stringNode("question-" + numbers.incrementAndGet()));
    Pending pending = new Pending(id, new CompletableFuture<>());
    open.put(id, pending.result());
    return pending;
  }

  void close(Pending pending) {
    open.remove(pending.id());
  }

  /** Takes an answer; one that answers nothing, or comes too late or twice, is ignored. */
  void answered(Response response) {
    CompletableFuture<JsonNode> result = response.id() == null ? null : open.remove(response.id());
    if (result != null) {
      result.complete(response.result());
    }
  }
}
