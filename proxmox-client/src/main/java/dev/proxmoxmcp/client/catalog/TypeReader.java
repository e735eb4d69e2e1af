package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.catalog.SchemaReader.Unreadable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads schemas, as Perl's {@code PVE::JSONSchema} and Rust's {@code proxmox-schema} publish them.
 * Mutable: equal types are kept once. Belongs to one {@link SchemaReader}.
 */
final class TypeReader {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}(?:\\[n\\])?");
  private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Of a parameter, a property string or an object. */
  private static final int MOST_NAMES = 1_000;

  private static final int MOST_CHOICES = 2_000;
  private static final int LONGEST_CHOICE = 200;
  private static final int LONGEST_DEFAULT = 200;
  private static final int DESCRIPTION = 400;
  private static final BigDecimal LONGEST = new BigDecimal(Integer.MAX_VALUE);

  /**
   * Keys whose name may be left out, where the schema does not say which: published schemas say it,
   * and the facts that the built-in catalogs are made of do not. The first that a property string
   * has, counts.
   */
  private static final List<String> UNNAMED =
      List.of(
          "file", "volume", "model", "cputype", "current", "host", "enabled", "dirid", "legacy",
          "domain", "mac", "order", "type", "device", "source", "path", "name");

  private final Map<Object, Object> once = new HashMap<>();

  /** Schemas by name; empty for a missing node. */
  Map<String, ApiParameter> parameters(JsonNode properties) throws Unreadable {
    if (properties.size() > MOST_NAMES) {
      throw new Unreadable("too many parameters");
    }
    Map<String, ApiParameter> parameters = new TreeMap<>();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String name = property.getKey();
      if (name.startsWith("{")) {
        continue; // stands for any name in an answer
      }
      if (!NAME.matcher(name).matches()) {
        throw new Unreadable("not a parameter: " + ForeignText.line(name, 80));
      }
      parameters.put(name, kept(parameter(name, property.getValue())));
    }
    return Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  private ApiParameter parameter(String name, JsonNode schema) throws Unreadable {
    String requires = schema.path("requires").asString("");
    return new ApiParameter(
        name,
        type(schema),
        required(schema),
        ForeignText.line(schema.path("default").asString(""), LONGEST_DEFAULT),
        NAME.matcher(requires).matches() ? requires : "",
        ForeignText.block(schema.path("description").asString(""), DESCRIPTION).strip());
  }

  /**
   * What depends on the type of the object, as another parameter says it, is demanded only where
   * every type demands it.
   */
  private static boolean required(JsonNode schema) {
    boolean byType = schema.has("type-property") && schema.path("oneOf").isArray();
    return !SchemaReader.flag(schema.path("optional"))
        && !(byType
            && schema
                .path("oneOf")
                .valueStream()
                .anyMatch(one -> SchemaReader.flag(one.path("optional"))));
  }

  /** A schema; anything for a missing node. */
  ApiType type(JsonNode schema) throws Unreadable {
    return kept(read(schema));
  }

  private ApiType read(JsonNode schema) throws Unreadable {
    if (schema.path("oneOf").isArray()) {
      List<ApiType> alternatives = new ArrayList<>();
      for (JsonNode alternative : schema.path("oneOf")) {
        alternatives.add(type(alternative));
      }
      return new ApiType.OneOf(alternatives);
    }
    if (schema.path("enum").isArray()) {
      return choice(schema.path("enum"));
    }
    return switch (schema.path("type").asString("")) {
      case "string" -> text(schema);
      case "integer" -> number(schema, true);
      case "number" -> number(schema, false);
      case "boolean" -> new ApiType.Truth();
      case "array" -> new ApiType.ListOf(type(schema.path("items")));
      case "object" ->
          new ApiType.Structure(
              parameters(schema.path("properties")), more(schema.path("additionalProperties")));
      case "null" -> new ApiType.Nothing();
      default -> new ApiType.Anything();
    };
  }

  private static ApiType choice(JsonNode values) throws Unreadable {
    if (values.size() > MOST_CHOICES) {
      throw new Unreadable("too many choices");
    }
    List<String> choices = new ArrayList<>();
    for (JsonNode value : values) {
      String choice = value.asString("");
      if (choice.equals(ForeignText.line(choice, LONGEST_CHOICE))) {
        choices.add(choice);
      }
    }
    return new ApiType.Choice(choices);
  }

  private ApiType text(JsonNode schema) throws Unreadable {
    JsonNode format = schema.path("format");
    ApiType.Length length =
        new ApiType.Length(
            bound(schema.path("minLength"), 0), bound(schema.path("maxLength"), Integer.MAX_VALUE));
    if (format.isObject()) {
      return switch (format.path("type").asString("")) {
        case "array" -> new ApiType.Joined(type(format.path("items")));
        case "object" ->
            propertyString(
                format.path("properties"), more(format.path("additionalProperties")), length);
        default -> propertyString(format, false, length);
      };
    }
    Optional<ApiType> named = NamedStrings.named(name(format));
    if (named.isPresent()) {
      return named.get();
    }
    String pattern = schema.path("pattern").asString("");
    return new ApiType.Text(
        length, pattern.isEmpty() ? null : new ApiPattern(pattern), name(format));
  }

  private ApiType propertyString(JsonNode properties, boolean more, ApiType.Length length)
      throws Unreadable {
    Map<String, ApiParameter> keys = parameters(properties);
    Map<String, String> aliases = new TreeMap<>();
    String named = "";
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String name = property.getKey();
      JsonNode schema = property.getValue();
      if (schema.isObject() && (schema.isEmpty() || schema.has("alias"))) {
        aliases.put(name, standsFor(name, schema, keys));
      }
      if (SchemaReader.flag(schema.path("default_key"))) {
        named = name;
      }
    }
    String unnamed = UNNAMED.stream().filter(keys::containsKey).findFirst().orElse("");
    return new ApiType.PropertyString(
        keys,
        named.isEmpty() ? unnamed : named,
        Collections.unmodifiableMap(new LinkedHashMap<>(aliases)),
        more,
        length);
  }

  /**
   * {@code virtio=MAC} says the model and the address in one: the key is the value of another one,
   * {@code keyAlias}. The facts do not name it, so it is the one that has the key for a choice.
   */
  private static String standsFor(String name, JsonNode schema, Map<String, ApiParameter> keys) {
    String told = schema.path("keyAlias").asString(schema.path("alias").asString(""));
    if (!told.isEmpty()) {
      return keys.containsKey(told) ? told : "";
    }
    return keys.values().stream()
        .filter(
            key -> key.type() instanceof ApiType.Choice choice && choice.values().contains(name))
        .map(ApiParameter::name)
        .findFirst()
        .orElse("");
  }

  private static ApiType number(JsonNode schema, boolean whole) {
    return new ApiType.Numeric(
        whole,
        decimal(schema.path("minimum")),
        decimal(schema.path("maximum")),
        name(schema.path("format")));
  }

  private static String name(JsonNode format) {
    String name = format.isString() ? format.asString() : "";
    return FORMAT.matcher(name).matches() ? name : "";
  }

  /** What JSON Schema leaves open unless it is said. */
  static boolean more(JsonNode additionalProperties) {
    return additionalProperties.isMissingNode()
        || additionalProperties.isObject()
        || SchemaReader.flag(additionalProperties);
  }

  private static int bound(JsonNode node, int none) {
    BigDecimal value = decimal(node);
    return value == null || value.signum() < 0 || value.compareTo(LONGEST) > 0
        ? none
        : value.intValue();
  }

  private static @Nullable BigDecimal decimal(JsonNode node) {
    String text = node.isNumber() || node.isString() ? node.asString() : "";
    try {
      return text.isEmpty() || text.length() > 40 ? null : new BigDecimal(text);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  @SuppressWarnings("unchecked") // equal to what was put in
  private <T> T kept(T value) {
    Object before = once.putIfAbsent(value, value);
    return before == null ? value : (T) before;
  }
}
