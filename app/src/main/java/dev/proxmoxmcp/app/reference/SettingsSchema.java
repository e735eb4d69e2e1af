package dev.proxmoxmcp.app.reference;

import dev.proxmoxmcp.settings.key.Key;
import dev.proxmoxmcp.settings.key.Keys;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings file as JSON Schema 2020-12, for editors. It says what a file may hold; what must be
 * there beside {@code version} it does not, because variables may say it.
 */
public final class SettingsSchema {
  private static final String ID = "urn:proxmox-mcp:settings:" + Keys.CURRENT;
  private static final String NAME = "^[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$";
  private static final int LAST_PORT = 65_535;

  private SettingsSchema() {}

  /** The schema, as it is published. */
  public static ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", ID);
    schema.put("title", "Settings of ProxmoxMCP");
    schema.put("description", "docs/settings.md says more.");
    section(schema, "");
    schema.putArray("required").add("version");
    return schema;
  }

  /** The keys of a section, and that there are no others. */
  private static void section(ObjectNode schema, String section) {
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    for (String name : Keys.names(section)) {
      String path = section.isEmpty() ? name : section + "." + name;
      ObjectNode property = properties.putObject(name);
      Keys.find(path).ifPresentOrElse(key -> value(property, key), () -> section(property, path));
    }
    ArrayNode alternatives = JsonNodeFactory.instance.arrayNode();
    for (List<String> pair : Keys.EITHER_OR) {
      if (Keys.get(pair.getFirst()).section().equals(section)) {
        ArrayNode both = alternatives.addObject().putObject("not").putArray("required");
        pair.forEach(path -> both.add(Keys.get(path).name()));
      }
    }
    if (!alternatives.isEmpty()) {
      schema.set("allOf", alternatives);
    }
  }

  private static void value(ObjectNode schema, Key key) {
    schema.put("description", description(key));
    switch (key.form().shape()) {
      case NUMBER -> schema.put("const", Keys.CURRENT);
      case TEXT, PATH -> text(schema);
      case WORD -> words(schema, key);
      case WORDS -> severalOr(schema, words(JsonNodeFactory.instance.objectNode(), key));
      case FLAG -> schema.put("type", "boolean");
      case PORT -> schema.put("type", "integer").put("minimum", 1).put("maximum", LAST_PORT);
      case COUNT ->
          schema
              .put("type", "integer")
              .put("minimum", Integer.parseInt(key.form().words().getFirst()))
              .put("maximum", Integer.parseInt(key.form().words().getLast()));
      case SECRET ->
          text(schema).put("pattern", "^(" + String.join("|", key.form().words()) + ").+");
      case TEXTS -> severalOr(schema, text(JsonNodeFactory.instance.objectNode()));
      case TEXTS_OR_BY_NODE -> {
        ObjectNode byNode = severalOr(schema, text(JsonNodeFactory.instance.objectNode()));
        byNode.put("type", "object").put("minProperties", 1);
        severalOr(
            byNode.putObject("additionalProperties"), text(JsonNodeFactory.instance.objectNode()));
        schema.withArray("anyOf").add(byNode);
      }
      case BY_NODE, BY_NAME -> text(schema.put("type", "object").putObject("additionalProperties"));
      case GUESTS -> severalOr(schema, name(JsonNodeFactory.instance.objectNode()));
      case CONDITIONS -> {
        schema.put("type", "object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        for (String word : key.form().words()) {
          severalOr(properties.putObject(word), name(JsonNodeFactory.instance.objectNode()));
        }
      }
      case SECTION -> section(schema, key.path());
      case SECTIONS -> {
        schema.put("type", "array");
        section(schema.putObject("items"), key.path() + ".*");
      }
      case NAMED_SECTIONS -> {
        schema.put("type", "object").put("minProperties", 1);
        schema.putObject("propertyNames").put("pattern", NAME);
        section(schema.putObject("additionalProperties"), key.path() + ".*");
      }
    }
    otherwise(schema, key);
  }

  private static void otherwise(ObjectNode schema, Key key) {
    if (!key.otherwise().isEmpty()) {
      switch (key.form().shape()) {
        case FLAG -> schema.put("default", Boolean.parseBoolean(key.otherwise()));
        case PORT, NUMBER, COUNT -> schema.put("default", Integer.parseInt(key.otherwise()));
        case WORDS -> schema.putArray("default").add(key.otherwise());
        case TEXT,
            PATH,
            WORD,
            SECRET,
            TEXTS,
            TEXTS_OR_BY_NODE,
            BY_NODE,
            BY_NAME,
            GUESTS,
            CONDITIONS,
            SECTION,
            SECTIONS,
            NAMED_SECTIONS ->
            schema.put("default", key.otherwise());
      }
    }
  }

  /** A text, or a number without quotation marks. */
  private static ObjectNode name(ObjectNode schema) {
    schema.putArray("type").add("string").add("integer");
    return schema;
  }

  private static ObjectNode text(ObjectNode schema) {
    return schema.put("type", "string").put("minLength", 1);
  }

  private static ObjectNode words(ObjectNode schema, Key key) {
    ArrayNode words = schema.putArray("enum");
    key.form().words().forEach(words::add);
    return schema;
  }

  /**
   * One alone, or a list of such.
   *
   * @return an empty object, for another alternative
   */
  private static ObjectNode severalOr(ObjectNode schema, ObjectNode one) {
    ArrayNode alternatives = schema.putArray("anyOf");
    alternatives.add(one);
    ObjectNode list = alternatives.addObject().put("type", "array").put("minItems", 1);
    list.set("items", one.deepCopy());
    return JsonNodeFactory.instance.objectNode();
  }

  /** Plain text, since not every editor knows Markdown here. */
  private static String description(Key key) {
    String plain = key.meaning().replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").replace("`", "");
    String meaning = plain.substring(0, 1).toUpperCase(Locale.ROOT) + plain.substring(1);
    return key.hasVariable() ? meaning + ". Variable: " + key.variable() : meaning;
  }
}
