package dev.proxmoxmcp.mcp.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes what models often send for what they mean: {@code "42"} for 42, and 1, 0, {@code "true"} or
 * {@code "false"} for a truth value. Only where the schema leaves one type; nothing else is
 * guessed.
 */
public final class Coercion {
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?([eE][+-]?[0-9]{1,2})?");
  private static final int DEEPEST = 100;

  private final ObjectNode root;

  private Coercion(ObjectNode root) {
    this.root = root;
  }

  /** Changes {@code arguments} as {@code schema} leaves no doubt about. */
  public static void apply(ObjectNode schema, ObjectNode arguments) {
    new Coercion(schema).into(schema, arguments, 0);
  }

  private JsonNode value(JsonNode declared, JsonNode value, int depth) {
    JsonNode schema = resolved(declared);
    if (depth > DEEPEST) {
      return value;
    }
    if (value instanceof ObjectNode object) {
      into(schema, object, depth);
      return object;
    }
    if (value instanceof ArrayNode array) {
      JsonNode items = schema.path("items");
      for (int index = 0; items.isObject() && index < array.size(); index++) {
        array.set(index, value(items, array.get(index), depth + 1));
      }
      return array;
    }
    return scalar(schema.path("type").stringValue(""), value);
  }

  private void into(JsonNode schema, ObjectNode object, int depth) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode value = object.get(property.getKey());
      if (value != null) {
        JsonNode meant = value(property.getValue(), value, depth + 1);
        if (changed(value, meant)) {
          object.set(property.getKey(), meant);
        }
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // what means what it is comes back as it is
  private static boolean changed(JsonNode value, JsonNode meant) {
    return value != meant;
  }

  /** Within the schema alone. */
  private JsonNode resolved(JsonNode declared) {
    String reference = declared.path("$ref").stringValue("");
    return reference.startsWith("#/") ? root.at(reference.substring(1)) : declared;
  }

  private static JsonNode scalar(String type, JsonNode value) {
    String text = value.isString() ? value.stringValue() : "";
    return switch (type) {
      case "integer" ->
          INTEGER.matcher(text).matches()
              ? JsonNodeFactory.instance.numberNode(new BigInteger(text))
              : value;
      case "number" ->
          NUMBER.matcher(text).matches()
              ? JsonNodeFactory.instance.numberNode(new BigDecimal(text))
              : value;
      case "boolean" -> truth(value.isIntegralNumber() ? value.asString() : text, value);
      default -> value;
    };
  }

  private static JsonNode truth(String text, JsonNode value) {
    boolean number = value.isNumber();
    return switch (text) {
      case "1" -> number ? JsonNodeFactory.instance.booleanNode(true) : value;
      case "0" -> number ? JsonNodeFactory.instance.booleanNode(false) : value;
      case "true" -> JsonNodeFactory.instance.booleanNode(true);
      case "false" -> JsonNodeFactory.instance.booleanNode(false);
      default -> value;
    };
  }
}
