package dev.proxmoxmcp.simulator.catalog;

import dev.proxmoxmcp.simulator.api.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * One schema and the place where it counts. Judges a value in the order and words of
 * PVE::JSONSchema.
 */
record ValueRule(JsonNode schema, String place) {
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?=\\d|\\.\\d)\\d*(\\.\\d*)?([Ee][+-]?\\d+)?");
  private static final Pattern WORDS = Pattern.compile("[,; \\t\\n\\x00]+");

  /** Adds what is wrong with a value, by place. */
  void judge(Value value, Map<String, String> errors) {
    if (schema.has("oneOf")) {
      judgeAlternatives(value, errors);
    } else if (type().equals("array")) {
      judgeEntries(value, errors);
    } else {
      switch (value) {
        case Value.Text(String text) -> complaint(text).ifPresent(say(errors));
        case Value.Upload(String name, String _) -> complaint(name).ifPresent(say(errors));
        case Value.Several _ when !free() -> say(errors).accept(wrongKind("ARRAY"));
        case Value.Structure() when !free() -> say(errors).accept(wrongKind("HASH"));
        case Value.Several _, Value.Structure() -> {}
      }
    }
  }

  private Consumer<String> say(Map<String, String> errors) {
    return complaint -> errors.put(place, complaint);
  }

  private String type() {
    return schema.path("type").asString("any");
  }

  private boolean free() {
    return type().equals("any") || type().equals("object");
  }

  private String wrongKind(String got) {
    return "type check ('" + type() + "') failed - got " + got;
  }

  private void judgeAlternatives(Value value, Map<String, String> errors) {
    Map<String, String> last = new TreeMap<>();
    for (JsonNode alternative : schema.path("oneOf")) {
      last.clear();
      new ValueRule(alternative, place).judge(value, last);
      if (last.isEmpty()) {
        return;
      }
    }
    errors.putAll(last);
  }

  private void judgeEntries(Value value, Map<String, String> errors) {
    List<Value> entries =
        switch (value) {
          case Value.Text _, Value.Upload _ -> List.of(value);
          case Value.Several(List<Value> several) -> several;
          case Value.Structure() -> {
            errors.put(place, wrongKind("HASH"));
            yield List.of();
          }
        };
    for (int index = 0; index < entries.size(); index++) {
      new ValueRule(schema.path("items"), place + "[" + index + "]")
          .judge(entries.get(index), errors);
    }
  }

  /** What is wrong with a text, or empty. */
  Optional<String> complaint(String text) {
    return switch (type()) {
      case "integer" -> typed(text, INTEGER.matcher(text).matches());
      case "number" -> typed(text, NUMBER.matcher(text).matches());
      case "boolean" -> typed(text, text.equals("0") || text.equals("1"));
      default -> content(text);
    };
  }

  private Optional<String> typed(String text, boolean well) {
    return well
        ? content(text)
        : Optional.of("type check ('%s') failed - got '%s'".formatted(type(), text));
  }

  private Optional<String> content(String text) {
    Optional<String> misformed = format(text);
    if (misformed.isPresent()) {
      return misformed.map(wrong -> "invalid format - " + wrong);
    }
    if (!PerlPattern.matches(schema.path("pattern").asString(""), text)) {
      return Optional.of("value does not match the regex pattern");
    }
    int length = text.codePointCount(0, text.length());
    if (schema.has("maxLength") && length > schema.path("maxLength").asInt()) {
      return Optional.of(
          "value may only be " + schema.path("maxLength").asString() + " characters long");
    }
    if (schema.has("minLength") && length < schema.path("minLength").asInt()) {
      return Optional.of(
          "value must be at least " + schema.path("minLength").asString() + " characters long");
    }
    return bounds(text).or(() -> choice(text));
  }

  private Optional<String> format(String text) {
    JsonNode format = schema.path("format");
    return format.isObject()
        ? new PropertyText(format, place).complaint(text)
        : NamedFormats.complaint(format.asString(""), text, place);
  }

  private Optional<String> bounds(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    double number = Double.parseDouble(text);
    if (schema.has("minimum") && number < schema.path("minimum").asDouble()) {
      return Optional.of("value must have a minimum value of " + schema.path("minimum").asString());
    }
    return schema.has("maximum") && number > schema.path("maximum").asDouble()
        ? Optional.of("value must have a maximum value of " + schema.path("maximum").asString())
        : Optional.empty();
  }

  private Optional<String> choice(String text) {
    JsonNode words = schema.path("enum");
    if (words.isEmpty() || words.valueStream().anyMatch(w -> w.asString().equals(text))) {
      return Optional.empty();
    }
    return Optional.of(
        "value '%s' does not have a value in the enumeration '%s'"
            .formatted(
                text,
                words.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "))));
  }

  /** The items of a list as Proxmox splits them. */
  static List<String> items(String text) {
    return WORDS.splitAsStream(text).filter(item -> !item.isEmpty()).toList();
  }
}
