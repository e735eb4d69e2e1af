package dev.proxmoxmcp.simulator.catalog;

import dev.proxmoxmcp.simulator.api.Contract;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A text such as {@code virtio=BC:24:11:00:00:01,bridge=vmbr0} with a schema for each of its keys,
 * judged as PVE::JSONSchema::parse_property_string does.
 *
 * @param keys the schema of each; an empty one is another name for one of the others
 * @param place of the whole text
 */
record PropertyText(JsonNode keys, String place) {
  private static final Pattern TRUE = Pattern.compile("(?i)1|on|yes|true");
  private static final Pattern FALSE = Pattern.compile("(?i)0|off|no|false");

  /** Whose key may be left out, by the parameter; the published schema does not tell. */
  private static final Map<String, String> KEYLESS =
      Map.of(
          "usb", "host",
          "dev", "path",
          "machine", "type",
          "vga", "type",
          "mp", "volume",
          "map", "",
          "wakeonlan", "mac");

  /** What is wrong, with the line feed at its end; or empty. */
  Optional<String> complaint(String text) {
    Map<String, String> found = new TreeMap<>();
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        continue;
      }
      int equals = part.indexOf('=');
      String key = equals < 0 ? keyless() : part.substring(0, equals);
      if (key.isEmpty()) {
        return Optional.of(
            equals < 0
                ? "value without key, but schema does not define a default key\n"
                : "missing key in comma-separated list property\n");
      }
      if (equals == part.length() - 1) {
        return Optional.of("missing key in comma-separated list property\n");
      }
      if (found.put(key, part.substring(equals + 1)) != null) {
        return Optional.of("duplicate key in comma-separated list property: " + key + "\n");
      }
    }
    Map<String, String> errors = errors(found);
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder all = new StringBuilder("format error\n");
    errors.forEach((key, error) ->
        all.append(place).append('.').append(key).append(": ").append(error).append('\n'));
    return Optional.of(all.toString());
  }

  private Map<String, String> errors(Map<String, String> found) {
    Map<String, String> errors = new TreeMap<>();
    found.forEach((key, value) -> {
      JsonNode schema = keys.path(key);
      if (schema.isMissingNode()) {
        errors.put(key, Contract.UNKNOWN);
      } else {
        new ValueRule(schema, place + "." + key)
            .complaint(plain(schema, value))
            .ifPresent(complaint -> errors.put(key, complaint));
        String other = schema.path("requires").asString("");
        if (!other.isEmpty() && !found.containsKey(other)) {
          errors.put(other, "missing property - '" + key + "' requires this property");
        }
      }
    });
    keys.properties()
        .forEach(one -> {
          boolean wanted =
              !one.getValue().isEmpty() && !CatalogFacts.says(one.getValue(), "optional");
          if (wanted && !found.containsKey(one.getKey()) && !named(one.getValue(), found)) {
            errors.put(one.getKey(), Contract.MISSING);
          }
        });
    return errors;
  }

  /** Whether one of its other names was given: the one, or a word that it may have. */
  private boolean named(JsonNode schema, Map<String, String> found) {
    boolean choice = schema.has("enum");
    return found.keySet().stream()
        .filter(key -> keys.path(key).isObject() && keys.path(key).isEmpty())
        .anyMatch(key ->
            !choice || schema.path("enum").valueStream().anyMatch(w -> w.asString().equals(key)));
  }

  private static String plain(JsonNode schema, String value) {
    if (!schema.path("type").asString("").equals("boolean")) {
      return value;
    }
    return TRUE.matcher(value).matches() ? "1" : FALSE.matcher(value).matches() ? "0" : value;
  }

  /** The key of a word that has none; the only one that must be there, unless it is known. */
  private String keyless() {
    String known = KEYLESS.get(place.replaceFirst("[0-9]+$", ""));
    if (known != null) {
      return known;
    }
    var wanted =
        keys.propertyStream()
            .filter(one -> !one.getValue().isEmpty())
            .filter(one -> !CatalogFacts.says(one.getValue(), "optional"))
            .map(Map.Entry::getKey)
            .toList();
    return wanted.size() == 1 ? wanted.getFirst() : "";
  }
}
