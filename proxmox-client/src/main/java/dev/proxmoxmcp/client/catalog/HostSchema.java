package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.catalog.SchemaReader.Unreadable;
import dev.proxmoxmcp.json.JsonText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the schema that a host serves: a script that assigns one JSON array to a variable. It is
 * read as data and never run, and nothing in it is trusted: size, depth and number of what is read
 * are bounded, and it must describe most of what is known of the product.
 */
final class HostSchema {
  /** Three times what a host of 2026 serves. */
  static final int MOST_CHARACTERS = 12 << 20;

  private static final int DEEPEST = 100;
  private static final int MOST_ENDPOINTS = 5_000;

  /** A schema of which more than one endpoint in this many cannot be read is no schema. */
  private static final int TOLERATED = 20;

  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "\\uFEFF?\\s{0,100}(?:const|var|let)\\s{1,10}[A-Za-z_$][A-Za-z0-9_$]{0,63}\\s{0,10}=\\s{0,10}(?=\\[)");

  private final SchemaReader reader = new SchemaReader();
  private final List<ApiEndpoint> endpoints = new ArrayList<>();
  private final Set<String> titles = new HashSet<>();
  private int leftOut;

  private HostSchema() {}

  /**
   * What was read.
   *
   * @param leftOut how many endpoints could not be read
   */
  record Schema(ApiCatalog catalog, int leftOut) {}

  /**
   * Reads {@code script}.
   *
   * @param version of the host
   * @throws Unreadable with the reason, as the rest of "the host's schema": {@code is no JSON}
   */
  static Schema read(Product product, String version, String script) throws Unreadable {
    JsonNode tree = parse(script);
    HostSchema schema = new HostSchema();
    for (JsonNode node : tree) {
      schema.walk(node);
    }
    if (schema.leftOut * TOLERATED > schema.endpoints.size()) {
      throw new Unreadable("has " + schema.leftOut + " endpoints that cannot be read");
    }
    schema.endpoints.sort(
        Comparator.comparing(ApiEndpoint::template).thenComparing(ApiEndpoint::method));
    ApiCatalog catalog = new ApiCatalog(product, version, schema.endpoints);
    int lacking = catalog.differencesFrom(ApiCatalog.nearest(product, version)).lacking().size();
    int known = ApiCatalog.nearest(product, version).endpoints().size();
    if (lacking * 2 > known) {
      throw new Unreadable(
          "lacks " + lacking + " of the " + known + " endpoints that " + product.title() + " has");
    }
    return new Schema(catalog, schema.leftOut);
  }

  private static JsonNode parse(String script) throws Unreadable {
    if (script.length() > MOST_CHARACTERS) {
      throw new Unreadable("has " + script.length() + " characters, too many");
    }
    Matcher assignment = ASSIGNMENT.matcher(script);
    if (!assignment.lookingAt()) {
      throw new Unreadable("does not assign an array to a variable");
    }
    int start = assignment.end();
    int end = end(script, start);
    try {
      return JsonText.strict(DEEPEST).read(script.substring(start, end));
    } catch (JacksonException notJson) {
      throw new Unreadable("is no JSON: " + ForeignText.line(notJson.getOriginalMessage(), 200));
    }
  }

  /** Where the array ends; what a host has behind it is script for a browser. */
  private static int end(String script, int start) throws Unreadable {
    int depth = 0;
    boolean inText = false;
    for (int at = start; at < script.length(); at++) {
      char c = script.charAt(at);
      if (inText) {
        if (c == '\\') {
          at++;
        } else if (c == '"') {
          inText = false;
        }
      } else if (c == '"') {
        inText = true;
      } else if (c == '[' || c == '{') {
        depth++;
      } else if (c == ']' || c == '}') {
        depth--;
        if (depth == 0) {
          return at + 1;
        }
      }
    }
    throw new Unreadable("ends in the middle of its array");
  }

  /** Descends as deep as the parser let it be nested. */
  private void walk(JsonNode node) throws Unreadable {
    String template = node.path("path").asString("");
    for (Map.Entry<String, JsonNode> call : node.path("info").properties()) {
      Optional<ApiMethod> method = ApiMethod.named(call.getKey());
      if (method.isPresent()) {
        add(method.get(), template, call.getValue());
      }
    }
    for (JsonNode child : node.path("children")) {
      walk(child);
    }
  }

  private void add(ApiMethod method, String template, JsonNode info) throws Unreadable {
    if (endpoints.size() + leftOut >= MOST_ENDPOINTS) {
      throw new Unreadable("has more than " + MOST_ENDPOINTS + " endpoints");
    }
    if (!titles.add(method + " " + template)) {
      throw new Unreadable(
          "has an endpoint twice: " + ForeignText.line(method + " " + template, 100));
    }
    JsonNode parameters = info.path("parameters");
    boolean more =
        parameters.isObject() && TypeReader.more(parameters.path("additionalProperties"));
    try {
      endpoints.add(reader.endpoint(method, template, parameters.path("properties"), more, info));
    } catch (Unreadable odd) {
      leftOut++;
    }
  }
}
