package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.simulator.api.Value;
import dev.proxmoxmcp.simulator.catalog.CatalogFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/**
 * Checks what was sent against the schema and gives it its types: what a form says is read as the
 * schema wants it, JSON must have the right types already. Thread-safe.
 */
final class ParameterCheck {
  private static final Pattern CONTROL = Pattern.compile("\\[:(\\^?)cntrl:]");
  private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?P<[^>]+>");
  private static final Pattern INDEX = Pattern.compile("\\d+$");
  private static final Pattern ITEMS = Pattern.compile("[,; \\t\\n\\x00]+");
  private static final Pattern ANYTHING = Pattern.compile("(?s).*");
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private ParameterCheck() {}

  /** A value that the schema does not take; the message says why. */
  private static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String key;

    Wrong(String text) {
      this("", text);
    }

    private Wrong(String key, String text) {
      super(text, null, false, false);
      this.key = key;
    }

    /** The same about a key of a text that has several. */
    Wrong in(String name) {
      return new Wrong("/" + name + key, String.valueOf(getMessage()));
    }

    /** Such as {@code /type}; empty where it is about the whole value. */
    String place() {
      return key;
    }
  }

  /**
   * The typed values of all parameters: texts, Long, Double, Boolean and lists of these.
   *
   * @param sent {@link Value}s of a form, or what JSON says
   * @throws Refused if one is missing, unknown or wrong
   */
  static Map<String, Object> check(
      ApiFact fact, Map<String, String> placeholders, Map<String, Object> sent) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    Map<String, Object> all = new LinkedHashMap<>(sent);
    placeholders.forEach((name, text) -> all.put(name, new Value.Text(text)));
    all.forEach((name, value) -> {
      JsonNode schema = schema(fact, name);
      if (schema.isMissingNode()) {
        if (!fact.takesMore() && !placeholders.containsKey(name)) {
          wrong.add(complaint(name, "schema does not allow additional properties"));
        } else {
          values.put(name, loose(value));
        }
        return;
      }
      try {
        values.put(name, typed(schema, value));
      } catch (Wrong reason) {
        wrong.add(complaint(name + reason.place(), String.valueOf(reason.getMessage())));
      }
    });
    if (wrong.isEmpty()) {
      fact.parameters()
          .forEachEntry((name, schema) -> {
            if (!CatalogFacts.says(schema, "optional")
                && !name.endsWith("[n]")
                && !values.containsKey(name)) {
              wrong.add(complaint(name, "parameter is missing and it is not optional."));
            }
          });
    }
    if (!wrong.isEmpty()) {
      throw Refused.bad(
          wrong.size() == 1
              ? "parameter verification failed - " + wrong.getFirst()
              : "parameter verification failed:\n- " + String.join("\n- ", wrong));
    }
    return values;
  }

  /** A name such as {@code dns[n]} stands for {@code dns1}, {@code dns2} … */
  private static JsonNode schema(ApiFact fact, String name) {
    JsonNode schema = fact.parameters().path(name);
    return schema.isMissingNode()
        ? fact.parameters().path(INDEX.matcher(name).replaceFirst("[n]"))
        : schema;
  }

  private static String complaint(String name, String reason) {
    return "'" + name + "': " + reason;
  }

  private static Object loose(Object value) {
    return value instanceof Value sent ? sent.shown() : value;
  }

  private static Object typed(JsonNode schema, Object value) {
    return switch (schema.path("type").asString("string")) {
      case "array" -> list(schema, value);
      case "integer" -> bounded(schema, whole(value));
      case "number" -> value instanceof Number number ? number.doubleValue() : decimal(text(value));
      case "boolean" -> truth(value);
      default -> matching(schema, text(value));
    };
  }

  private static List<Object> list(JsonNode schema, Object value) {
    JsonNode items = schema.path("items");
    return switch (value) {
      case Value.Several(List<Value> entries) ->
          entries.stream().map(entry -> typed(items, entry)).toList();
      case List<?> list ->
          list.stream().map(item -> typed(items, item == null ? "" : item)).toList();
      case Value.Text one -> List.of(typed(items, one));
      default -> throw new Wrong("Expected array - got scalar value.");
    };
  }

  private static String text(Object value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case String text -> text;
      default -> throw new Wrong("Expected string value.");
    };
  }

  private static long whole(Object value) {
    return switch (value) {
      case Value.Text(String text) -> parsed(text);
      case Integer number -> number.longValue();
      case Long number -> number;
      default -> throw new Wrong("Expected integer value.");
    };
  }

  private static long parsed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException none) {
      throw new Wrong(
          text.isEmpty()
              ? "cannot parse integer from empty string"
              : "invalid digit found in string");
    }
  }

  private static double decimal(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException none) {
      throw new Wrong("invalid float literal");
    }
  }

  private static boolean truth(Object value) {
    return switch (value) {
      case Boolean truth -> truth;
      case Value.Text(String text) ->
          switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "on", "yes", "true" -> true;
            case "0", "off", "no", "false" -> false;
            default -> throw new Wrong("Expected boolean value.");
          };
      default -> throw new Wrong("Expected boolean value.");
    };
  }

  private static long bounded(JsonNode schema, long number) {
    JsonNode minimum = schema.path("minimum");
    if (minimum.isNumber() && number < minimum.asLong()) {
      throw new Wrong(
          "value must have a minimum value of " + minimum.asLong() + " (got " + number + ")");
    }
    JsonNode maximum = schema.path("maximum");
    if (maximum.isNumber() && number > maximum.asLong()) {
      throw new Wrong(
          "value must have a maximum value of " + maximum.asLong() + " (got " + number + ")");
    }
    return number;
  }

  private static String matching(JsonNode schema, String text) {
    if (text.length() < schema.path("minLength").asInt(0)) {
      throw new Wrong(
          "value must be at least " + schema.path("minLength").asInt() + " characters long");
    }
    if (text.length() > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
      throw new Wrong("value may only be " + schema.path("maxLength").asInt() + " characters long");
    }
    JsonNode words = schema.path("enum");
    if (words.isArray() && words.valueStream().noneMatch(word -> word.asString("").equals(text))) {
      throw new Wrong("value '" + text + "' is not defined in the enumeration.");
    }
    String pattern = schema.path("pattern").asString("");
    if (!pattern.isEmpty() && !java(pattern).matcher(text).matches()) {
      throw new Wrong("value does not match the regex pattern");
    }
    JsonNode format = schema.path("format");
    if (format.path("type").asString("").equals("array")) {
      ITEMS
          .splitAsStream(text)
          .filter(item -> !item.isEmpty())
          .forEach(item -> typed(format.path("items"), new Value.Text(item)));
    } else if (format.isObject()) {
      checkKeys(format.path("properties"), text);
    }
    return text;
  }

  /** Holds a text such as {@code type=offline,message=later} against the keys that it may have. */
  private static void checkKeys(JsonNode keys, String text) {
    List<String> wanted =
        keys.propertyStream()
            .filter(key -> !CatalogFacts.says(key.getValue(), "optional"))
            .map(Map.Entry::getKey)
            .toList();
    Set<String> found = new HashSet<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0 && wanted.size() != 1) {
        throw new Wrong("Value without key, but schema does not define a default key");
      }
      String key = equals < 0 ? wanted.getFirst() : part.substring(0, equals).strip();
      if (!keys.has(key)) {
        throw new Wrong("schema does not allow additional properties").in(key);
      }
      try {
        var _ = typed(keys.path(key), new Value.Text(part.substring(equals + 1)));
      } catch (Wrong reason) {
        throw reason.in(key);
      }
      found.add(key);
    }
    for (String key : wanted) {
      if (!found.contains(key)) {
        throw new Wrong("parameter is missing and it is not optional.").in(key);
      }
    }
  }

  private static Pattern java(String rust) {
    return PATTERNS.computeIfAbsent(rust, ParameterCheck::translated);
  }

  private static Pattern translated(String rust) {
    String bare = rust.startsWith("/") ? rust.substring(1, rust.lastIndexOf('/')) : rust;
    String groups = NAMED_GROUP.matcher(bare).replaceAll("(?:");
    String java =
        CONTROL
            .matcher(groups)
            .replaceAll(found -> found.group(1).isEmpty() ? "\\\\p{Cntrl}" : "\\\\P{Cntrl}");
    try {
      return Pattern.compile(java);
    } catch (PatternSyntaxException unknown) {
      return ANYTHING;
    }
  }
}
