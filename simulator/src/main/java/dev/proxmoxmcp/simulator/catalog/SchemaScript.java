package dev.proxmoxmcp.simulator.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The script {@code apidata.js} of a host, without its descriptions. */
public final class SchemaScript {
  private static final JsonMapper JSON = JsonMapper.shared();

  private SchemaScript() {}

  /** The text of that of Proxmox VE. */
  public static String of(Catalog catalog) {
    return of(catalog.endpoints().stream().map(Catalog.Published::facts).toList());
  }

  /** The text of that of any product. */
  public static String of(List<JsonNode> facts) {
    Map<String, ObjectNode> nodes = new LinkedHashMap<>();
    ArrayNode roots = JSON.createArrayNode();
    for (JsonNode fact : facts) {
      ObjectNode node = node(fact.path("path").asString(), nodes, roots);
      node.withObjectProperty("info").set(fact.path("method").asString(), info(fact));
    }
    nodes.values().forEach(node -> node.put("leaf", node.has("children") ? 0 : 1));
    return "const apiSchema = " + JSON.writeValueAsString(roots) + "\n;\n";
  }

  private static ObjectNode node(String path, Map<String, ObjectNode> nodes, ArrayNode roots) {
    ObjectNode known = nodes.get(path);
    if (known != null) {
      return known;
    }
    int slash = path.lastIndexOf('/');
    ArrayNode siblings =
        slash <= 0
            ? roots
            : node(path.substring(0, slash), nodes, roots).withArrayProperty("children");
    ObjectNode made = siblings.addObject().put("path", path).put("text", path.substring(slash + 1));
    nodes.put(path, made);
    return made;
  }

  private static ObjectNode info(JsonNode fact) {
    ObjectNode info = JSON.createObjectNode();
    info.set("method", fact.path("method"));
    info.set("name", fact.path("name"));
    info.put("allowtoken", fact.path("allowtoken").asBoolean(true) ? 1 : 0);
    ObjectNode parameters = info.putObject("parameters");
    parameters.put("additionalProperties", CatalogFacts.says(fact, "additionalParameters") ? 1 : 0);
    if (fact.path("parameters").isObject()) {
      parameters.set("properties", fact.path("parameters"));
    }
    for (String name : List.of("permissions", "returns", "proxyto")) {
      if (fact.has(name)) {
        info.set(name, fact.path(name));
      }
    }
    for (String name : List.of("protected", "download")) {
      if (CatalogFacts.says(fact, name)) {
        info.put(name, 1);
      }
    }
    return info;
  }
}
