package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.simulator.catalog.CatalogFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * An endpoint as the product describes it.
 *
 * @param segments of its path, placeholders in braces
 * @param facts its entry in the catalog
 */
record ApiFact(String method, String path, List<String> segments, JsonNode facts) {
  static ApiFact of(JsonNode facts) {
    String path = facts.path("path").asString();
    return new ApiFact(facts.path("method").asString(), path, segments(path), facts);
  }

  /** Empty segments do not count. */
  static List<String> segments(String path) {
    return Stream.of(path.split("/", -1)).filter(segment -> !segment.isEmpty()).toList();
  }

  /** {@code GET /version}. */
  String key() {
    return method + " " + path;
  }

  /** The values of the placeholders, if {@code asked} is a path of this endpoint. */
  Optional<Map<String, String>> match(List<String> asked) {
    if (asked.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int index = 0; index < asked.size(); index++) {
      String wanted = segments.get(index);
      if (wanted.startsWith("{")) {
        values.put(wanted.substring(1, wanted.length() - 1), asked.get(index));
      } else if (!wanted.equals(asked.get(index))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  long placeholders() {
    return segments.stream().filter(segment -> segment.startsWith("{")).count();
  }

  JsonNode permissions() {
    return facts.path("permissions");
  }

  JsonNode parameters() {
    return facts.path("parameters");
  }

  JsonNode returns() {
    return facts.path("returns");
  }

  boolean takesMore() {
    return CatalogFacts.says(facts, "additionalParameters");
  }

  /** Whether nobody must have logged in. */
  boolean isForWorld() {
    return permissions().path("user").asString("").equals("world");
  }
}
