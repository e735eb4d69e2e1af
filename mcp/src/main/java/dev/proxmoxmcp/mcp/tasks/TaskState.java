package dev.proxmoxmcp.mcp.tasks;

import dev.proxmoxmcp.mcp.rpc.Json;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a task stands. Immutable: the objects in it are never changed once it is made.
 *
 * @param status as clients see it
 * @param message one line about it; empty for nothing
 * @param memory what was asked and made, with the answers so far
 * @param saved what the handler keeps for a later run; null for nothing
 * @param outcome the result, or the error if it failed; null as long as there is none
 * @param cancelling whether the client no longer wants it
 * @param updated when it became so
 */
record TaskState(
    Status status,
    String message,
    TaskMemory memory,
    @Nullable ObjectNode saved,
    @Nullable ObjectNode outcome,
    boolean cancelling,
    Instant updated) {
  /** The states of the protocol. */
  enum Status {
    WORKING(false),
    INPUT_REQUIRED(false),
    COMPLETED(true),
    FAILED(true),
    CANCELLED(true);

    private final boolean over;

    Status(boolean over) {
      this.over = over;
    }

    boolean isOver() {
      return over;
    }

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static TaskState working(TaskMemory memory, Instant now) {
    return new TaskState(Status.WORKING, "", memory, null, null, false, now);
  }

  TaskState saying(String line, Instant now) {
    return new TaskState(status, line, memory, saved, outcome, cancelling, now);
  }

  /** It waits for the client as long as a question is open. */
  TaskState with(TaskMemory other, Instant now) {
    Status next = other.open().isEmpty() ? Status.WORKING : Status.INPUT_REQUIRED;
    return new TaskState(next, message, other, saved, outcome, cancelling, now);
  }

  TaskState saving(ObjectNode other, Instant now) {
    return new TaskState(status, message, memory, other.deepCopy(), outcome, cancelling, now);
  }

  TaskState unwanted(Instant now) {
    return new TaskState(status, message, memory, saved, outcome, true, now);
  }

  TaskState over(Status end, String line, @Nullable ObjectNode with, Instant now) {
    return new TaskState(end, line, memory, null, with, cancelling, now);
  }

  ObjectNode json() {
    ObjectNode node = Json.object().put("status", status.name()).put("message", message);
    node.set("memory", memory.json());
    if (saved != null) {
      node.set("saved", saved);
    }
    if (outcome != null) {
      node.set("outcome", outcome);
    }
    return node.put("cancelling", cancelling).put("updated", updated.toString());
  }

  /**
   * Reads what {@link #json()} made.
   *
   * @throws IllegalArgumentException if it is something else
   * @throws java.time.DateTimeException if its time is none
   */
  static TaskState of(JsonNode node) {
    return new TaskState(
        Status.valueOf(node.path("status").stringValue("")),
        node.path("message").stringValue(""),
        new TaskMemory(Origin.object(node.path("memory"))),
        node.path("saved") instanceof ObjectNode saved ? saved : null,
        node.path("outcome") instanceof ObjectNode outcome ? outcome : null,
        node.path("cancelling").booleanValue(false),
        Instant.parse(node.path("updated").stringValue("")));
  }
}
