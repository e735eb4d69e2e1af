package dev.proxmoxmcp.mcp.tasks;

import dev.proxmoxmcp.mcp.engine.Dialog;
import dev.proxmoxmcp.mcp.rpc.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a handler asked and made, of the form of {@link Dialog#memory()}: by the key that clients
 * see, each question with a digest of what was asked, the request as long as it is open, and then
 * its answer. Immutable.
 */
final class TaskMemory {
  private final ObjectNode questions;
  private final ObjectNode kept;

  TaskMemory(ObjectNode node) {
    this(Origin.object(node.path("questions")), Origin.object(node.path("kept")));
  }

  private TaskMemory(ObjectNode questions, ObjectNode kept) {
    this.questions = questions;
    this.kept = kept;
  }

  ObjectNode json() {
    ObjectNode node = Json.object();
    node.set("questions", questions.deepCopy());
    node.set("kept", kept.deepCopy());
    return node;
  }

  /** The requests that wait for an answer, by key. */
  ObjectNode open() {
    ObjectNode open = Json.object();
    questions
        .properties()
        .forEach(one -> {
          if (isOpen(one.getKey())) {
            open.set(one.getKey(), one.getValue().path("request").deepCopy());
          }
        });
    return open;
  }

  boolean isOpen(String key) {
    return questions.path(key).has("request");
  }

  boolean isAnswered(String key) {
    return questions.path(key).has("answer");
  }

  /** What the client answered, missing if it did not. */
  JsonNode answer(String key) {
    return questions.path(key).path("answer");
  }

  /**
   * The key for a question. Within one task a key never stands for two different ones, so the
   * second that a handler asks by one key gets another.
   */
  String key(String wanted, String digest) {
    String key = wanted;
    for (int number = 2; isAnother(key, digest); number++) {
      key = wanted + "-" + number;
    }
    return key;
  }

  private boolean isAnother(String key, String digest) {
    JsonNode known = questions.path(key);
    return !known.isMissingNode() && !known.path("asked").stringValue("").equals(digest);
  }

  /** The same with a question put, if it was not put before. */
  TaskMemory asked(String key, String digest, ObjectNode request) {
    if (questions.has(key)) {
      return this;
    }
    ObjectNode next = questions.deepCopy();
    next.putObject(key).put("asked", digest).set("request", request.deepCopy());
    return new TaskMemory(next, kept);
  }

  /** The same with an answer that is none: its key is used up, and stands for no question. */
  TaskMemory spoilt(String key) {
    ObjectNode next = questions.deepCopy();
    next.putObject(key).put("asked", "").putObject("answer");
    return new TaskMemory(next, kept);
  }

  /** The same with an open question answered. */
  TaskMemory answered(String key, JsonNode answer) {
    ObjectNode next = questions.deepCopy();
    String digest = questions.path(key).path("asked").stringValue("");
    next.putObject(key).put("asked", digest).set("answer", answer.deepCopy());
    return new TaskMemory(next, kept);
  }

  Optional<String> kept(String key) {
    return Optional.ofNullable(kept.path(key).stringValue(null));
  }

  TaskMemory keeping(String key, String value) {
    return new TaskMemory(questions, kept.deepCopy().put(key, value));
  }
}
