package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.rpc.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds what came back of a form against its schema: a flat object of strings, numbers, truth
 * values and choices (2025-11-25, Elicitation, Requested Schema). What the schema does not name is
 * left out.
 */
final class FormContent {
  private FormContent() {}

  /** The content, if it is what the form asked for. */
  static Optional<ObjectNode> of(ObjectNode schema, JsonNode content) {
    if (!content.isObject() && !content.isMissingNode()) {
      return Optional.empty();
    }
    ObjectNode read = Json.object();
    for (var property : schema.path("properties").properties()) {
      JsonNode value = content.path(property.getKey());
      if (!value.isMissingNode()) {
        if (!fits(property.getValue(), value)) {
          return Optional.empty();
        }
        read.set(property.getKey(), value);
      }
    }
    for (JsonNode required : schema.path("required")) {
      if (!read.has(required.stringValue(""))) {
        return Optional.empty();
      }
    }
    return Optional.of(read);
  }

  private static boolean fits(JsonNode schema, JsonNode value) {
    return switch (schema.path("type").stringValue("")) {
      case "string" -> value.isString() && isLong(schema, value) && isChoice(schema, value);
      case "integer" -> value.isIntegralNumber() && isWithin(schema, value);
      case "number" -> value.isNumber() && isWithin(schema, value);
      case "boolean" -> value.isBoolean();
      case "array" -> areChoices(schema, value);
      default -> false;
    };
  }

  private static boolean isLong(JsonNode schema, JsonNode value) {
    int length = value.stringValue().codePointCount(0, value.stringValue().length());
    return length >= schema.path("minLength").intValue(0)
        && length <= schema.path("maxLength").intValue(Integer.MAX_VALUE);
  }

  private static boolean isWithin(JsonNode schema, JsonNode value) {
    JsonNode least = schema.path("minimum");
    JsonNode most = schema.path("maximum");
    return (!least.isNumber() || value.decimalValue().compareTo(least.decimalValue()) >= 0)
        && (!most.isNumber() || value.decimalValue().compareTo(most.decimalValue()) <= 0);
  }

  private static boolean areChoices(JsonNode schema, JsonNode value) {
    if (!value.isArray()
        || value.size() < schema.path("minItems").intValue(0)
        || value.size() > schema.path("maxItems").intValue(Integer.MAX_VALUE)) {
      return false;
    }
    for (JsonNode one : value) {
      if (!one.isString() || !isChoice(schema.path("items"), one)) {
        return false;
      }
    }
    return true;
  }

  /** One of those that a list names, in each of the ways to name them; anything without a list. */
  private static boolean isChoice(JsonNode schema, JsonNode value) {
    JsonNode plain = schema.path("enum");
    JsonNode titled = schema.has("oneOf") ? schema.path("oneOf") : schema.path("anyOf");
    if (plain.isMissingNode() && titled.isMissingNode()) {
      return true;
    }
    for (JsonNode one : plain) {
      if (one.equals(value)) {
        return true;
      }
    }
    for (JsonNode one : titled) {
      if (one.path("const").equals(value)) {
        return true;
      }
    }
    return false;
  }
}
