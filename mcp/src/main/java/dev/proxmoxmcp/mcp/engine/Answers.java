package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.Answer;
import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.mcp.rpc.Json;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a client answered. What answers nothing is empty, and nothing is guessed. */
public final class Answers {
  private static final int MOST_ROOTS = 1000;

  private Answers() {}

  /** The answer in {@code result}, if it is one to that question. */
  public static Optional<Answer> read(Question<?> question, JsonNode result) {
    return switch (question) {
      case Question.Form form -> elicited(form.schema(), result);
      case Question.Page _ -> elicited(Json.object(), result);
      case Question.Sampling _ ->
          result instanceof ObjectNode message && message.has("content")
              ? Optional.of(new Answer.Message(message))
              : Optional.empty();
      case Question.Roots _ -> roots(result.path("roots"));
    };
  }

  /** That there is none. */
  public static Answer missing(Question<?> question, Answer.Missing why) {
    return switch (question) {
      case Question.Form _, Question.Page _ -> new Answer.NotElicited(why);
      case Question.Sampling _ -> new Answer.NotSampled(why);
      case Question.Roots _ -> new Answer.NoRoots(why);
    };
  }

  /** What tells one question from another: a digest of the request that asks it. */
  public static String digest(ObjectNode request) {
    return HexFormat.of().formatHex(Json.digest(request));
  }

  private static Optional<Answer> elicited(ObjectNode schema, JsonNode result) {
    return switch (result.path("action").stringValue("")) {
      case "accept" -> FormContent.of(schema, result.path("content")).map(Answer.Accepted::new);
      case "decline" -> Optional.of(new Answer.Declined());
      case "cancel" -> Optional.of(new Answer.Cancelled());
      default -> Optional.empty();
    };
  }

  private static Optional<Answer> roots(JsonNode list) {
    if (!list.isArray() || list.size() > MOST_ROOTS) {
      return Optional.empty();
    }
    List<Answer.Root> roots = new ArrayList<>();
    for (JsonNode one : list) {
      String uri = one.path("uri").stringValue("");
      if (uri.isEmpty()) {
        return Optional.empty();
      }
      roots.add(new Answer.Root(uri, one.path("name").stringValue("")));
    }
    return Optional.of(new Answer.Roots(roots));
  }
}
