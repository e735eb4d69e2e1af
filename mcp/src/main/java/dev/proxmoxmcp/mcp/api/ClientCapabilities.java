package dev.proxmoxmcp.mcp.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client says that it can do: at its handshake, or with each request. Immutable.
 *
 * @param declared the object of the protocol
 */
public record ClientCapabilities(ObjectNode declared) {
  /** A client that can do nothing but ask. */
  public static final ClientCapabilities NONE =
      new ClientCapabilities(JsonNodeFactory.instance.objectNode());

  /** Copies the object. */
  public ClientCapabilities {
    declared = declared.deepCopy();
  }

  /** Whether it can put that question. */
  public boolean takes(Question<?> question) {
    return switch (question) {
      // An empty object is from before there were two modes: it means forms.
      case Question.Form _ -> elicitation().has("form") || elicitationIsPlain();
      case Question.Page _ -> elicitation().has("url");
      case Question.Sampling _ -> declared.path("sampling").isObject();
      case Question.Roots _ -> declared.path("roots").isObject();
    };
  }

  /** Whether it speaks that extension. */
  public boolean extension(String name) {
    return declared.path("extensions").path(name).isObject();
  }

  private JsonNode elicitation() {
    return declared.path("elicitation");
  }

  private boolean elicitationIsPlain() {
    return elicitation().isObject() && elicitation().isEmpty();
  }
}
