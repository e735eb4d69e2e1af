package dev.proxmoxmcp.mcp.modern;

import dev.proxmoxmcp.mcp.api.Answer;
import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.mcp.engine.Answers;
import dev.proxmoxmcp.mcp.engine.Dialog;
import dev.proxmoxmcp.mcp.engine.QuestionWording;
import dev.proxmoxmcp.mcp.engine.Revision;
import dev.proxmoxmcp.mcp.engine.Suspended;
import dev.proxmoxmcp.mcp.rpc.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks by leaving: a question that has no answer yet ends the handler, and the client sends the
 * request again with the answers (2026-07-28, Multi Round-Trip Requests). An answer counts only for
 * the very question that was put, word for word: what a person agreed to is what he read. Guarded
 * by its monitor, under which nothing waits.
 */
final class RoundTrips implements Dialog {
  private static final QuestionWording WORDING = new QuestionWording(Revision.V2026_07_28);

  private final UnaryOperator<ObjectNode> leaving;

  /** By key: {@code {"asked": digest}}, and {@code "answer"} once there is one. */
  private final ObjectNode questions;

  private final ObjectNode kept;
  private final JsonNode sent;

  /**
   * @param before what an earlier run left; empty in the first
   * @param sent what the client answered since; missing in the first
   * @param leaving makes the result that asks of questions and of what is to be kept
   */
  RoundTrips(ObjectNode before, JsonNode sent, UnaryOperator<ObjectNode> leaving) {
    this.questions = before.withObject("questions");
    this.kept = before.withObject("kept");
    this.sent = sent;
    this.leaving = leaving;
  }

  @Override
  public synchronized Map<String, Answer> askAll(Map<String, Question<?>> asked) {
    Map<String, Answer> answers = new HashMap<>();
    ObjectNode open = Json.object();
    asked.forEach((key, question) -> {
      ObjectNode request = WORDING.request(question);
      answer(key, question, Answers.digest(request))
          .ifPresentOrElse(answer -> answers.put(key, answer), () -> open.set(key, request));
    });
    if (open.isEmpty()) {
      return answers;
    }
    throw new Suspended(leave(open));
  }

  private Optional<Answer> answer(String key, Question<?> question, String digest) {
    JsonNode known = questions.path(key);
    if (!known.path("asked").stringValue("").equals(digest)) {
      return Optional.empty(); // never asked, or something else was
    }
    JsonNode raw = known.has("answer") ? known.path("answer") : sent.path(key);
    Optional<Answer> answer = Answers.read(question, raw);
    answer.ifPresent(_ -> ((ObjectNode) known).set("answer", raw));
    return answer;
  }

  private ObjectNode leave(ObjectNode open) {
    open.properties()
        .forEach(one ->
            questions
                .putObject(one.getKey())
                .put("asked", Answers.digest((ObjectNode) one.getValue())));
    ObjectNode state = Json.object();
    state.set("questions", questions);
    state.set("kept", kept);
    ObjectNode result = Json.object();
    result.set("inputRequests", open);
    result.set("state", state);
    return leaving.apply(result);
  }

  @Override
  public synchronized String once(String key, Supplier<String> make) {
    if (!kept.has(key)) {
      kept.put(key, make.get());
    }
    return kept.path(key).stringValue("");
  }

  @Override
  public synchronized ObjectNode memory() {
    ObjectNode memory = Json.object();
    ObjectNode answered = memory.putObject("questions");
    questions
        .properties()
        .forEach(one -> {
          if (one.getValue().has("answer")) {
            answered.set(one.getKey(), one.getValue().deepCopy());
          }
        });
    memory.set("kept", kept.deepCopy());
    return memory;
  }
}
