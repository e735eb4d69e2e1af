package dev.proxmoxmcp.simulator.catalog;

import dev.proxmoxmcp.simulator.api.Contract;
import dev.proxmoxmcp.simulator.api.Value;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Holds calls of one endpoint against its published parameters, as PVE::JSONSchema does. */
final class PublishedContract implements Contract {
  private static final String INDEX = "[n]";

  private final JsonNode parameters;
  private final boolean more;

  /** The names before an index, such as {@code net} of {@code net[n]}. */
  private final Set<String> indexed;

  PublishedContract(Catalog.Published endpoint) {
    this.parameters = endpoint.parameters();
    this.more = CatalogFacts.says(endpoint.facts(), "additionalParameters");
    this.indexed =
        parameters
            .propertyStream()
            .map(Map.Entry::getKey)
            .filter(name -> name.endsWith(INDEX))
            .map(name -> name.substring(0, name.length() - INDEX.length()))
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Map<String, String> complaints(Map<String, String> placeholders, Map<String, Value> sent) {
    Map<String, Value> all = new TreeMap<>(sent);
    placeholders.forEach((name, value) -> all.put(name, new Value.Text(value)));
    Map<String, String> errors = new TreeMap<>();
    parameters
        .properties()
        .forEach(parameter -> {
          String name = parameter.getKey();
          if (!name.endsWith(INDEX) && !all.containsKey(name) && required(parameter.getValue())) {
            errors.put(name, MISSING);
          }
        });
    all.forEach((name, value) -> {
      JsonNode schema = schema(name);
      if (!schema.isMissingNode()) {
        new ValueRule(schema, name).judge(value, errors);
        String other = schema.path("requires").asString("");
        if (!other.isEmpty() && !all.containsKey(other)) {
          errors.put(other, "missing property - '" + name + "' requires this property");
        }
      } else if (!more && !placeholders.containsKey(name)) {
        errors.put(name, UNKNOWN);
      }
    });
    return errors;
  }

  private static boolean required(JsonNode schema) {
    return !CatalogFacts.says(schema, "optional") && !schema.has("oneOf");
  }

  private JsonNode schema(String name) {
    JsonNode exact = parameters.path(name);
    if (!exact.isMissingNode() && !name.endsWith(INDEX)) {
      return exact;
    }
    String bare = name.replaceFirst("[0-9]{1,3}$", "");
    return bare.length() < name.length() && indexed.contains(bare)
        ? parameters.path(bare + INDEX)
        : MissingNode.getInstance();
  }
}
