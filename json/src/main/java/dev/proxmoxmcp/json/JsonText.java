package dev.proxmoxmcp.json;

import java.io.StringWriter;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes JSON text as trees of Jackson's nodes, the same ones that its mapper makes.
 * Immutable and safe for use by many threads.
 */
public final class JsonText {
  /** What Jackson allows where nothing is said. */
  private static final int DEEPEST_BY_DEFAULT = StreamReadConstraints.DEFAULT_MAX_DEPTH;

  private static final JsonText LENIENT = new JsonText(JsonFactory.builder().build());

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonFactory factory;

  private JsonText(JsonFactory factory) {
    this.factory = factory;
  }

  /** Of a name that an object has twice, the last value counts; at most 500 levels deep. */
  public static JsonText lenient() {
    return LENIENT;
  }

  /**
   * An object with the same name twice is refused, since it reads differently for others, and a
   * text that is nested deeper than {@code deepest} levels. A string may have any length: whoever
   * takes the text in bounds it.
   *
   * @param deepest 1 to 500
   */
  public static JsonText strict(int deepest) {
    return strict(deepest, Long.MAX_VALUE);
  }

  /**
   * The same with a bound on what a tree may cost: a short text can have many small parts, each of
   * which takes many times its length.
   *
   * @param deepest 1 to 500
   * @param mostTokens brackets, names and values in all
   */
  public static JsonText strict(int deepest, long mostTokens) {
    if (deepest < 1 || deepest > DEEPEST_BY_DEFAULT) {
      throw new IllegalArgumentException("deepest is " + deepest);
    }
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(deepest)
            .maxStringLength(Integer.MAX_VALUE)
            .maxTokenCount(mostTokens)
            .build();
    return new JsonText(
        JsonFactory.builder()
            .streamReadConstraints(constraints)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());
  }

  /**
   * Reads one JSON text.
   *
   * @return the tree; a missing node for a text of blanks alone
   * @throws JacksonException if it is no JSON, has something behind its value, or is against the
   *     bounds of this
   */
  public JsonNode read(String text) {
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      return read(parser);
    }
  }

  /** Like {@link #read(String)}, of a text in UTF-8 and in nothing else. */
  public JsonNode read(byte[] utf8) {
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), utf8)) {
      return read(parser);
    }
  }

  private static JsonNode read(JsonParser parser) {
    return all(parser, parser.nextToken());
  }

  private static JsonNode all(JsonParser parser, @Nullable JsonToken first) {
    if (first == null) {
      return MissingNode.getInstance();
    }
    JsonNode value = value(parser, first);
    if (parser.nextToken() != null) {
      throw new StreamReadException(parser, "something stands behind the value");
    }
    return value;
  }

  /**
   * Reads one JSON text in UTF-8 whose long list is wanted entry by entry, so that no tree holds
   * them all.
   *
   * @param listed the name of the list in the outermost object
   * @param each told every entry of it, in order; what it throws ends the reading
   * @return the tree like {@link #read(String)}, with that list empty
   * @throws JacksonException as {@link #read(String)}; entries may have been told by then
   */
  public JsonNode read(byte[] utf8, String listed, Consumer<JsonNode> each) {
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), utf8)) {
      return read(parser, listed, each);
    }
  }

  private static JsonNode read(JsonParser parser, String listed, Consumer<JsonNode> each) {
    JsonToken first = parser.nextToken();
    if (first != JsonToken.START_OBJECT) {
      return all(parser, first);
    }
    ObjectNode object = NODES.objectNode();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_ARRAY && name.equals(listed)) {
        entries(parser, each);
        object.set(name, NODES.arrayNode());
      } else {
        object.set(name, value(parser, token));
      }
    }
    if (parser.nextToken() != null) {
      throw new StreamReadException(parser, "something stands behind the value");
    }
    return object;
  }

  private static void entries(JsonParser parser, Consumer<JsonNode> each) {
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      each.accept(value(parser, token));
    }
  }

  /** Recursive, which is safe: the parser refuses what is nested deeper than its bound. */
  private static JsonNode value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_NUMBER_INT -> whole(parser);
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new StreamReadException(parser, "a value is missing");
    };
  }

  private static ObjectNode object(JsonParser parser) {
    ObjectNode object = NODES.objectNode();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      object.set(name, value(parser, parser.nextToken()));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser) {
    ArrayNode array = NODES.arrayNode();
    entries(parser, array::add);
    return array;
  }

  private static JsonNode whole(JsonParser parser) {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  /**
   * Does what the first use would do, so that it may be done beside other work: the libraries below
   * compute tables of large numbers.
   */
  public static void prepare() {
    write(LENIENT.read("[0, \"\"]"));
  }

  /** {@code node} on one line, without blanks: line breaks in strings are escaped. */
  public static String write(JsonNode node) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator =
        LENIENT.factory.createGenerator(ObjectWriteContext.empty(), text)) {
      write(node, generator);
    }
    return text.toString();
  }

  private static void write(JsonNode node, JsonGenerator generator) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        generator.writeStartObject();
        for (Map.Entry<String, JsonNode> property : node.properties()) {
          generator.writeName(property.getKey());
          write(property.getValue(), generator);
        }
        generator.writeEndObject();
      }
      case ARRAY -> {
        generator.writeStartArray();
        for (JsonNode entry : node) {
          write(entry, generator);
        }
        generator.writeEndArray();
      }
      case STRING -> generator.writeString(node.stringValue());
      case NUMBER -> number(node, generator);
      case BOOLEAN -> generator.writeBoolean(node.booleanValue());
      case NULL, MISSING -> generator.writeNull();
      case BINARY, POJO -> throw new IllegalArgumentException("no JSON: " + node.getNodeType());
    }
  }

  private static void number(JsonNode node, JsonGenerator generator) {
    // By the kind and not by the type: a switch over types is made when it is first run, which
    // takes
    // some of the time of a start.
    switch (((NumericNode) node).numberType()) {
      case INT, LONG -> generator.writeNumber(node.numberValue().longValue());
      case BIG_INTEGER -> generator.writeNumber(node.bigIntegerValue());
      case FLOAT -> generator.writeNumber(node.floatValue());
      case DOUBLE -> generator.writeNumber(node.doubleValue());
      case BIG_DECIMAL -> generator.writeNumber(node.decimalValue());
    }
  }
}
