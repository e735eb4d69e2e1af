package dev.proxmoxmcp.simulator.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The script {@code apidata.js} of Proxmox VE 9.2, without its descriptions. */
public final class SchemaScript {
  private static final String RESOURCE = "pve.catalog.gz";
  private static final String VERSION = "9.2";
  private static final JsonMapper JSON = JsonMapper.shared();

  private SchemaScript() {}

  /** Made when it is first asked for. */
  private static final class Made {
    private static final String TEXT = make();
  }

  /** The text of the script. */
  public static String text() {
    return Made.TEXT;
  }

  private static String make() {
    Map<String, ObjectNode> nodes = new LinkedHashMap<>();
    ArrayNode roots = JSON.createArrayNode();
    for (JsonNode fact : facts()) {
      ObjectNode node = node(fact.path("path").asString(), nodes, roots);
      node.withObjectProperty("info").set(fact.path("method").asString(), info(fact));
    }
    nodes.values().forEach(node -> node.put("leaf", node.has("children") ? 0 : 1));
    return "const apiSchema = " + JSON.writeValueAsString(roots) + "\n;\n";
  }

  private static List<JsonNode> facts() {
    List<JsonNode> facts = new ArrayList<>();
    try (InputStream resource = SchemaScript.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException("the resource " + RESOURCE + " is missing");
      }
      List<String> lines =
          new BufferedReader(
                  new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.UTF_8))
              .lines()
              .toList();
      List<String> versions = new ArrayList<>();
      JSON.readTree(lines.getFirst()).path("versions").forEach(one -> versions.add(one.asString()));
      int bit = 1 << versions.indexOf(VERSION);
      for (String line : lines.subList(1, lines.size())) {
        int tab = line.indexOf('\t');
        if ((Integer.parseInt(line.substring(0, tab)) & bit) != 0) {
          facts.add(JSON.readTree(line.substring(tab + 1)));
        }
      }
    } catch (IOException spoilt) {
      throw new IllegalStateException("the resource " + RESOURCE + " cannot be read", spoilt);
    }
    return facts;
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
    parameters.put(
        "additionalProperties", fact.path("additionalParameters").asBoolean(false) ? 1 : 0);
    if (fact.path("parameters").isObject()) {
      parameters.set("properties", fact.path("parameters"));
    }
    for (String name : List.of("permissions", "returns", "proxyto")) {
      if (fact.has(name)) {
        info.set(name, fact.path(name));
      }
    }
    for (String name : List.of("protected", "download")) {
      if (fact.path(name).asBoolean(false)) {
        info.put(name, 1);
      }
    }
    return info;
  }
}
