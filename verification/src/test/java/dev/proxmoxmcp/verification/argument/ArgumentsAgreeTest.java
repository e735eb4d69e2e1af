package dev.proxmoxmcp.verification.argument;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.mcp.api.ToolResult;
import dev.proxmoxmcp.mcp.engine.ArgumentChecks;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolCatalog;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.argument.Arguments;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tools read their arguments themselves, by the records from which their schemas come too. Here
 * a validator that knows nothing of the records judges the same arguments by the schemas.
 */
class ArgumentsAgreeTest {
  private static final long SEED = 20261130;
  private static final int ROUNDS = 300;

  /** What some models send, and what is none of it. */
  private static final List<String> WILD =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "1",
          "-1",
          "42",
          "5000",
          "1.5",
          "\"42\"",
          "\"true\"",
          "\"x\"",
          "\"a,b\"",
          "\" x \"",
          "[]",
          "[\"a\"]",
          "[1,2]",
          "[[1]]",
          "[null]",
          "{}",
          "{\"a\":1}",
          "\"{}\"",
          "\"JSON\"");

  /** How a refusal is worded that a schema could have told. */
  private static final Pattern OF_SCHEMA = Pattern.compile("Argument \\w+ |no argument ");

  /** That nothing is below nothing is plain: the schemas do not say it, for its tokens. */
  private static final Pattern UNSAID =
      Pattern.compile("Argument \\w+ takes a whole number from [01]( to \\d+)?; got (-1|0)\\.");

  private final ArgumentChecks validator = new ArgumentChecks();

  static List<ProxmoxTool<?>> tools() {
    return ToolCatalog.ALL;
  }

  @ParameterizedTest
  @MethodSource("tools")
  void a_tool_takes_what_its_schema_accepts_and_little_more(ProxmoxTool<?> product) {
    Arguments<?> ours = Arguments.of(product.arguments());
    ObjectNode schema = ours.schema();
    Tool judged = judged(product.name(), schema);
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      ObjectNode sent = arguments(schema, random);
      Optional<String> refusal = refusal(ours, sent.deepCopy());
      Optional<String> ofSchema = validator.problem(judged, sent.deepCopy());

      if (ofSchema.isEmpty()) {
        // What cannot be said in a schema is each tool's own: such a refusal is worded otherwise.
        assertThat(refusal.map(ArgumentsAgreeTest::withoutUnsaid).filter(OF_SCHEMA.asPredicate()))
            .as("seed %d, %s takes by its schema %s", SEED, product.name(), sent)
            .isEmpty();
      }
      if (refusal.isEmpty()) {
        ObjectNode meant = meant(schema, sent);
        assertThat(validator.problem(judged, meant.deepCopy()))
            .as("seed %d, %s takes %s, which means %s", SEED, product.name(), sent, meant)
            .isEmpty();
      }
    }
  }

  private static Optional<String> refusal(Arguments<?> arguments, ObjectNode sent) {
    try {
      arguments.read(sent);
      return Optional.empty();
    } catch (ArgumentProblem problem) {
      return Optional.of(String.valueOf(problem.getMessage()));
    }
  }

  private static String withoutUnsaid(String refusal) {
    return UNSAID.matcher(refusal).replaceAll("");
  }

  private static Tool judged(String name, ObjectNode schema) {
    return new Tool(
        name,
        name,
        name,
        schema,
        new ToolAnnotations(true, false, true, false),
        _ -> ToolResult.ok(""));
  }

  private static ObjectNode arguments(ObjectNode schema, Random random) {
    ObjectNode sent = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> one : schema.path("properties").properties()) {
      if (random.nextInt(10) < 6) {
        boolean wild = random.nextInt(10) < 3;
        sent.set(one.getKey(), wild ? wild(random) : valid(one.getValue(), random));
      }
    }
    if (random.nextInt(20) == 0) {
      sent.set("colour", wild(random));
    }
    return sent;
  }

  private static JsonNode wild(Random random) {
    return JsonMapper.shared().readTree(WILD.get(random.nextInt(WILD.size())));
  }

  private static JsonNode valid(JsonNode schema, Random random) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (schema.path("enum").isArray()) {
      return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
    }
    return switch (schema.path("type").stringValue("")) {
      case "integer" -> {
        int least = schema.path("minimum").intValue(1);
        yield json.numberNode(
            least + random.nextInt(schema.path("maximum").intValue(least + 1000) - least + 1));
      }
      case "boolean" -> json.booleanNode(random.nextBoolean());
      case "array" -> {
        ArrayNode list = json.arrayNode();
        for (int size = 1 + random.nextInt(3); size > 0; size--) {
          list.add(valid(schema.path("items"), random));
        }
        yield list;
      }
      case "object" -> json.objectNode().put("a", random.nextInt(5));
      default -> json.stringNode("text" + random.nextInt(5));
    };
  }

  /** What the tools take beyond their schemas, as the schema would have it. */
  private static ObjectNode meant(ObjectNode schema, ObjectNode sent) {
    ObjectNode meant = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> one : sent.properties()) {
      JsonNode value = one.getValue();
      if (!value.isNull() && !(value.isArray() && value.isEmpty())) {
        meant.set(one.getKey(), meant(schema.path("properties").path(one.getKey()), value));
      }
    }
    return meant;
  }

  private static JsonNode meant(JsonNode schema, JsonNode value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (schema.path("type").stringValue("")) {
      case "string" -> {
        String text = value.isContainer() || value.isNull() ? "" : value.asString().strip();
        yield text.isEmpty()
            ? value
            : json.stringNode(schema.has("enum") ? text.toLowerCase(Locale.ROOT) : text);
      }
      case "array" -> {
        ArrayNode list = json.arrayNode();
        if (value.isString()) {
          for (String part : value.asString().split(",", -1)) {
            list.add(meant(schema.path("items"), json.stringNode(part)));
          }
        } else if (value.isArray()) {
          value.forEach(part -> list.add(meant(schema.path("items"), part)));
        } else {
          list.add(meant(schema.path("items"), value));
        }
        yield list;
      }
      case "object" -> value.isString() ? JsonMapper.shared().readTree(value.asString()) : value;
      case "integer" -> value.isString() ? json.stringNode(value.asString().strip()) : value;
      default -> value;
    };
  }
}
