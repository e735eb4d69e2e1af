package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.mcp.rpc.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * How one revision words what is asked of a client.
 *
 * @param revision whose words
 */
public record QuestionWording(Revision revision) {
  /** The method and the parameters of the request that asks it. */
  public ObjectNode request(Question<?> question) {
    ObjectNode node = Json.object().put("method", method(question));
    if (!(question instanceof Question.Roots)) {
      node.set("params", params(question));
    }
    return node;
  }

  /** The method of the request that asks it. */
  public static String method(Question<?> question) {
    return switch (question) {
      case Question.Form _, Question.Page _ -> "elicitation/create";
      case Question.Sampling _ -> "sampling/createMessage";
      case Question.Roots _ -> "roots/list";
    };
  }

  /** The parameters of the request that asks it. */
  public ObjectNode params(Question<?> question) {
    return switch (question) {
      case Question.Form(String message, ObjectNode schema) -> {
        ObjectNode params = Json.object();
        if (revision.knowsModesOfElicitation()) {
          params.put("mode", "form");
        }
        params.put("message", message).set("requestedSchema", schema.deepCopy());
        yield params;
      }
      case Question.Page(String message, var url, String id) -> {
        ObjectNode params =
            Json.object().put("mode", "url").put("message", message).put("url", url.toString());
        // The newest revision has no notice of a page that is done with, and so no name for it.
        yield revision.era() == Era.LEGACY ? params.put("elicitationId", id) : params;
      }
      case Question.Sampling(ObjectNode params) -> params.deepCopy();
      case Question.Roots() -> Json.object();
    };
  }
}
