package dev.proxmoxmcp.tools.argument;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.json.JsonText;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A type that an argument can have: how the schema shows it, and how a value is read. Numbers and
 * truth values written as text are taken ({@code "42"} for 42, {@code 1} for true), since models
 * write them so; nothing is guessed beyond that.
 */
sealed interface ArgumentType {
  /** The schema of one value. */
  ObjectNode schema();

  /**
   * Reads {@code value}.
   *
   * @throws Mismatch if it does not fit {@link #accepted()}
   */
  Object read(JsonNode value) throws Mismatch;

  /** What it takes, in words: "a text". */
  String accepted();

  /** A value does not fit. */
  final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * The type of {@code component}.
   *
   * @throws IllegalArgumentException for a type that no argument can have: a mistake in the tool
   */
  static ArgumentType of(RecordComponent component, Argument argument) {
    return of(component.getGenericType(), argument);
  }

  private static ArgumentType of(Type type, Argument argument) {
    return switch (type) {
      case ParameterizedType list when list.getRawType() == List.class ->
          new ListOf(of(list.getActualTypeArguments()[0], argument), argument.max());
      case Class<?> text when text == String.class && argument.verbatim() -> new Verbatim();
      case Class<?> text when text == String.class -> new Text();
      case Class<?> number when number == Integer.class || number == int.class ->
          new WholeNumber(argument.min(), argument.max());
      case Class<?> truth when truth == Boolean.class || truth == boolean.class -> new Truth();
      case Class<?> object when object == ObjectNode.class -> new Structure();
      case Class<?> choice when choice.isEnum() -> Choice.of(choice);
      default -> throw new IllegalArgumentException("no argument can have the type " + type);
    };
  }

  private static ObjectNode typed(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  /** Any text; a number is taken as its digits, because a vmid is as good as a name. */
  record Text() implements ArgumentType {
    private static final int MAX_LENGTH = 1000;

    @Override
    public ObjectNode schema() {
      return typed("string");
    }

    @Override
    public Object read(JsonNode value) throws Mismatch {
      String text = value.isString() || value.isIntegralNumber() ? value.asString().strip() : "";
      if (text.isEmpty() || text.length() > MAX_LENGTH) {
        throw new Mismatch();
      }
      return text;
    }

    @Override
    public String accepted() {
      return "a text";
    }
  }

  /** A text as it is; numbers and truth values as they are written in JSON. */
  record Verbatim() implements ArgumentType {
    @Override
    public ObjectNode schema() {
      return typed("string");
    }

    @Override
    public Object read(JsonNode value) throws Mismatch {
      if (!value.isString() && !value.isNumber() && !value.isBoolean()) {
        throw new Mismatch();
      }
      return value.asString();
    }

    @Override
    public String accepted() {
      return "a text";
    }
  }

  /** That nothing is below nothing is plain, so a minimum of 0 or 1 is not worth its tokens. */
  record WholeNumber(int min, int max) implements ArgumentType {
    @Override
    public ObjectNode schema() {
      ObjectNode schema = typed("integer");
      if (min != Integer.MIN_VALUE && min != 0 && min != 1) {
        schema.put("minimum", min);
      }
      if (max != Integer.MAX_VALUE) {
        schema.put("maximum", max);
      }
      return schema;
    }

    @Override
    public Object read(JsonNode value) throws Mismatch {
      String text = value.isNumber() || value.isString() ? value.asString().strip() : "";
      if (text.matches("-?[0-9]{1,9}(\\.0+)?")) {
        int number = Integer.parseInt(text.replaceFirst("\\..*", ""));
        if (number >= min && number <= max) {
          return number;
        }
      }
      throw new Mismatch();
    }

    @Override
    public String accepted() {
      return "a whole number"
          + (min == Integer.MIN_VALUE ? "" : " from " + min)
          + (max == Integer.MAX_VALUE ? "" : " to " + max);
    }
  }

  record Truth() implements ArgumentType {
    @Override
    public ObjectNode schema() {
      return typed("boolean");
    }

    @Override
    public Object read(JsonNode value) throws Mismatch {
      return switch (value.asString("").toLowerCase(Locale.ROOT)) {
        case "true", "1" -> true;
        case "false", "0" -> false;
        default -> throw new Mismatch();
      };
    }

    @Override
    public String accepted() {
      return "true or false";
    }
  }

  /** One of an enum's constants, written in lower case. */
  record Choice(List<Enum<?>> constants) implements ArgumentType {
    static Choice of(Class<?> type) {
      return new Choice(
          Arrays.stream(type.getEnumConstants()).<Enum<?>>map(Enum.class::cast).toList());
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = typed("string");
      ArrayNode accepted = schema.putArray("enum");
      labels().forEach(accepted::add);
      return schema;
    }

    @Override
    public Object read(JsonNode value) throws Mismatch {
      String wanted = value.isString() ? value.asString().strip() : "";
      for (Enum<?> constant : constants) {
        if (label(constant).equalsIgnoreCase(wanted)) {
          return constant;
        }
      }
      throw new Mismatch();
    }

    @Override
    public String accepted() {
      return "one of " + String.join(", ", labels());
    }

    /** The first one, which is the default where one is given. */
    String first() {
      return labels().getFirst();
    }

    private List<String> labels() {
      return constants.stream().map(ArgumentType::label).toList();
    }
  }

  /** Several values; a single one stands for a list of one, and commas in a text part it. */
  record ListOf(ArgumentType entry, int max) implements ArgumentType {
    @Override
    public ObjectNode schema() {
      ObjectNode schema = typed("array");
      schema.set("items", entry.schema());
      if (max != Integer.MAX_VALUE) {
        schema.put("maxItems", max);
      }
      return schema;
    }

    @Override
    public Object read(JsonNode sent) throws Mismatch {
      JsonNode value = entry instanceof Verbatim ? written(sent) : sent;
      List<JsonNode> parts = new ArrayList<>();
      if (value.isArray()) {
        value.forEach(parts::add);
      } else if (value.isString() && !(entry instanceof Verbatim)) {
        for (String part : value.asString().split(",", -1)) {
          parts.add(JsonNodeFactory.instance.stringNode(part.strip()));
        }
      } else {
        parts.add(value);
      }
      if (parts.isEmpty() || parts.size() > max) {
        throw new Mismatch();
      }
      List<Object> entries = new ArrayList<>();
      for (JsonNode part : parts) {
        entries.add(entry.read(part));
      }
      return List.copyOf(entries);
    }

    /** An array that was written as text is the array: models do that, and command lines must. */
    private static JsonNode written(JsonNode sent) {
      if (!sent.isString() || !sent.asString().strip().startsWith("[")) {
        return sent;
      }
      try {
        JsonNode read = JsonText.lenient().read(sent.asString());
        return read.isArray() ? read : sent;
      } catch (JacksonException notJson) {
        return sent;
      }
    }

    @Override
    public String accepted() {
      return "a list"
          + (max == Integer.MAX_VALUE ? "" : " of 1 to " + max)
          + ", each "
          + entry.accepted();
    }
  }

  /** A JSON object with whatever is in it; one that was written as text is taken too. */
  record Structure() implements ArgumentType {
    @Override
    public ObjectNode schema() {
      return typed("object");
    }

    @Override
    public Object read(JsonNode value) throws Mismatch {
      if (written(value) instanceof ObjectNode object) {
        return object;
      }
      throw new Mismatch();
    }

    private static JsonNode written(JsonNode sent) {
      if (!sent.isString()) {
        return sent;
      }
      try {
        return JsonText.lenient().read(sent.asString());
      } catch (JacksonException notJson) {
        return sent;
      }
    }

    @Override
    public String accepted() {
      return "a JSON object";
    }
  }

  /** How a constant is written by clients. */
  static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** What was sent, short and harmless, for a message. */
  static String shown(JsonNode value) {
    String text = value.isString() ? '"' + value.asString() + '"' : JsonText.write(value);
    return ForeignText.line(text, 60);
  }
}
