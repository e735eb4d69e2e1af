package dev.proxmoxmcp.mcp.engine;

import com.networknt.schema.Error;
import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.mcp.rpc.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Words what is wrong with arguments so that a model can mend it: where, what is accepted, what
 * came instead.
 *
 * @param root the schema of all arguments
 */
record ArgumentWords(ObjectNode root) {
  private static final int MOST_CHOICES = 20;
  private static final int LONGEST = 60;

  /** The place in the arguments: {@code guests[2].name}; a missing or surplus one has its own. */
  static String path(Error error) {
    StringBuilder path = new StringBuilder();
    for (int index = 0; index < error.getInstanceLocation().getNameCount(); index++) {
      append(path, error.getInstanceLocation().getElement(index));
    }
    if (error.getProperty() != null) {
      append(path, error.getProperty());
    }
    return path.toString();
  }

  private static void append(StringBuilder path, Object step) {
    if (step instanceof Integer index) {
      path.append('[').append(index).append(']');
    } else {
      path.append(path.isEmpty() ? "" : ".").append(Shown.name(step.toString()));
    }
  }

  /** A sentence. */
  String of(Error error) {
    String place = "'" + path(error) + "'";
    return switch (Objects.requireNonNullElse(error.getKeyword(), "")) {
      case "required", "dependentRequired" -> place + " is missing" + wanted(error) + ".";
      case "additionalProperties", "unevaluatedProperties" -> place + surplus(error);
      default ->
          (path(error).isEmpty() ? "The arguments" : place)
              + " must be "
              + accepted(at(error))
                  .orElseGet(() -> "what its schema says: " + Shown.name(library(error)))
              + ", got "
              + got(error.getInstanceNode())
              + ".";
    };
  }

  private static String library(Error error) {
    return Objects.requireNonNullElse(error.getMessage(), "something else");
  }

  private String wanted(Error error) {
    return accepted(resolved(at(error).path("properties").path(error.getProperty())))
        .map(words -> "; it must be " + words)
        .orElse("");
  }

  private String surplus(Error error) {
    List<String> known = new ArrayList<>(at(error).path("properties").propertyNames());
    return " is not accepted"
        + (known.isEmpty() ? "." : "; accepted: " + String.join(", ", known) + ".");
  }

  /** The schema of the place, as far as it is plain; missing for another. */
  private JsonNode at(Error error) {
    JsonNode schema = root;
    for (int index = 0; index < error.getInstanceLocation().getNameCount(); index++) {
      Object step = error.getInstanceLocation().getElement(index);
      schema =
          resolved(
              step instanceof Integer
                  ? schema.path("items")
                  : schema.path("properties").path(step.toString()));
    }
    return schema;
  }

  private JsonNode resolved(JsonNode declared) {
    String reference = declared.path("$ref").stringValue("");
    return reference.startsWith("#/") ? root.at(reference.substring(1)) : declared;
  }

  /** What a place takes; empty if that cannot be said in a few words. */
  private static Optional<String> accepted(JsonNode schema) {
    if (schema.has("const")) {
      return Optional.of(JsonText.write(schema.get("const")));
    }
    if (schema.path("enum").isArray()) {
      return Optional.of(choices(schema.path("enum")));
    }
    return switch (schema.path("type").stringValue("")) {
      case "integer" -> Optional.of("an integer" + range(schema, "minimum", "maximum", ""));
      case "number" -> Optional.of("a number" + range(schema, "minimum", "maximum", ""));
      case "boolean" -> Optional.of("true or false");
      case "string" -> Optional.of(text(schema));
      case "array" -> Optional.of("a list" + range(schema, "minItems", "maxItems", " entries"));
      case "object" -> Optional.of("an object");
      case "null" -> Optional.of("null");
      default -> Optional.empty();
    };
  }

  private static String text(JsonNode schema) {
    String pattern = schema.path("pattern").stringValue("");
    return "a text"
        + range(schema, "minLength", "maxLength", " characters")
        + (pattern.isEmpty() ? "" : " of the form " + Shown.name(pattern));
  }

  private static String choices(JsonNode choices) {
    List<String> all = new ArrayList<>();
    for (JsonNode one : choices) {
      all.add(one.isString() ? one.stringValue() : JsonText.write(one));
    }
    return all.size() > MOST_CHOICES
        ? "one of %s and %d more"
            .formatted(String.join(", ", all.subList(0, MOST_CHOICES)), all.size() - MOST_CHOICES)
        : "one of " + String.join(", ", all);
  }

  private static String range(JsonNode schema, String least, String most, String unit) {
    boolean from = schema.path(least).isNumber();
    boolean to = schema.path(most).isNumber();
    if (from && to) {
      return " from " + schema.get(least) + " to " + schema.get(most) + unit;
    }
    if (from) {
      return " of at least " + schema.get(least) + unit;
    }
    return to ? " of at most " + schema.get(most) + unit : "";
  }

  private static String got(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list of " + value.size();
      case STRING, NUMBER, BOOLEAN, NULL, BINARY, MISSING, POJO ->
          ForeignText.line(JsonText.write(value), LONGEST);
    };
  }
}
