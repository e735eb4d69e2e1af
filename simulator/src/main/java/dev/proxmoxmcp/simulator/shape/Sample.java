package dev.proxmoxmcp.simulator.shape;

import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.catalog.CatalogFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The least value that fits a published schema, with what is known put in its place. */
final class Sample {
  private final Call call;
  private final Map<String, Object> known;

  Sample(Call call) {
    this(call, Map.of());
  }

  private Sample(Call call, Map<String, Object> known) {
    this.call = call;
    this.known = known;
  }

  /** The same, with values of names that are known. */
  Sample with(Map<String, Object> more) {
    return new Sample(call, more);
  }

  /** The value of a schema; null where it says so. */
  @Nullable Object of(JsonNode schema, String name) {
    Object there = known.get(name);
    if (there != null) {
      return there;
    }
    return switch (schema.path("type").asString("")) {
      case "object" -> object(schema.path("properties"));
      case "array" -> List.of();
      case "string" -> text(schema, name);
      case "integer", "number" -> number(schema, name);
      case "boolean" -> 0;
      default -> null;
    };
  }

  private Map<String, @Nullable Object> object(JsonNode keys) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    keys.properties()
        .forEach(key -> {
          boolean given = known.containsKey(key.getKey()) || call.text(key.getKey()).isPresent();
          if (given || !CatalogFacts.says(key.getValue(), "optional")) {
            object.put(key.getKey(), of(key.getValue(), key.getKey()));
          }
        });
    return object;
  }

  private String text(JsonNode schema, String name) {
    if (!name.isEmpty() && call.text(name).isPresent()) {
      return call.required(name);
    }
    if (schema.has("enum")) {
      return schema.path("enum").path(0).asString();
    }
    return schema.path("default").asString("x".repeat(schema.path("minLength").asInt(0)));
  }

  private Object number(JsonNode schema, String name) {
    String given = call.text(name).orElse("");
    if (given.matches("-?\\d{1,18}")) {
      return Long.valueOf(given);
    }
    String bound = schema.path("default").asString(schema.path("minimum").asString("0"));
    return bound.matches("-?\\d{1,18}") ? Long.valueOf(bound) : Long.valueOf(0);
  }
}
