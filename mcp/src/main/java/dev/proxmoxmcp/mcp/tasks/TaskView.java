package dev.proxmoxmcp.mcp.tasks;

import dev.proxmoxmcp.mcp.rpc.Json;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** A task as clients see it. */
final class TaskView {
  private TaskView() {}

  /** {@code Task}: what every form of it has. */
  static ObjectNode brief(Origin origin, TaskState state, Duration poll) {
    ObjectNode node =
        Json.object().put("taskId", origin.id()).put("status", state.status().wireName());
    String message =
        state.cancelling() && !state.status().isOver() ? "being cancelled" : state.message();
    if (!message.isEmpty()) {
      node.put("statusMessage", message);
    }
    return node.put("createdAt", origin.created().toString())
        .put("lastUpdatedAt", state.updated().toString())
        .put("ttlMs", origin.life().toMillis())
        .put("pollIntervalMs", poll.toMillis());
  }

  /** {@code DetailedTask}: the same with what its state brings along. */
  static ObjectNode whole(Origin origin, TaskState state, Duration poll) {
    ObjectNode node = brief(origin, state, poll);
    switch (state.status()) {
      case WORKING, CANCELLED -> {}
      case INPUT_REQUIRED -> node.set("inputRequests", state.memory().open());
      case COMPLETED -> node.set("result", outcome(state));
      case FAILED -> node.set("error", outcome(state));
    }
    return node;
  }

  private static ObjectNode outcome(TaskState state) {
    return state.outcome() == null ? Json.object() : state.outcome().deepCopy();
  }
}
