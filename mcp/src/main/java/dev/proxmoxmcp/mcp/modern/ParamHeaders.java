package dev.proxmoxmcp.mcp.modern;

import dev.proxmoxmcp.mcp.api.Tool;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The arguments of one tool that a client repeats as headers: those marked with {@code
 * x-mcp-header} in its schema (2026-07-28, Custom Headers from Tool Parameters).
 *
 * @param mirrored in the order of the schema
 */
record ParamHeaders(List<Mirrored> mirrored) {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,19}(\\.0{1,19})?");
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Set<String> PRIMITIVES = Set.of("string", "integer", "boolean");

  ParamHeaders {
    mirrored = List.copyOf(mirrored);
  }

  /**
   * One argument.
   *
   * @param header its header's whole name
   * @param path the names of the properties that lead to it
   * @param type what its schema calls its type
   */
  record Mirrored(String header, List<String> path, String type) {
    Mirrored {
      path = List.copyOf(path);
    }

    /** Its value in the arguments of a call, missing if there is none. */
    JsonNode in(JsonNode arguments) {
      JsonNode node = arguments;
      for (String name : path) {
        node = node.path(name);
      }
      return node;
    }
  }

  /**
   * The marked arguments of a tool.
   *
   * @throws IllegalArgumentException if a mark is one that makes clients drop the tool
   */
  static ParamHeaders of(Tool tool) {
    List<Mirrored> found = new ArrayList<>();
    collect(tool.inputSchema(), List.of(), found);
    Set<String> names = new HashSet<>();
    for (Mirrored one : found) {
      if (!TOKEN.matcher(one.header()).matches()
          || !PRIMITIVES.contains(one.type())
          || !names.add(one.header().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "tool %s: x-mcp-header of %s must be a header's name, unique, on a string, an integer or a boolean"
                .formatted(tool.name(), String.join(".", one.path())));
      }
    }
    return new ParamHeaders(found);
  }

  /**
   * Whether a header says what an argument says; integers are compared as numbers, so that 42.0 is
   * 42.
   */
  static boolean same(String header, JsonNode value) {
    if (value.isIntegralNumber()) {
      return INTEGER.matcher(header).matches()
          && new BigDecimal(header).compareTo(value.decimalValue()) == 0;
    }
    return header.equals(value.asString(""));
  }

  private static void collect(JsonNode schema, List<String> path, List<Mirrored> found) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      List<String> inner = new ArrayList<>(path);
      inner.add(property.getKey());
      JsonNode name = property.getValue().path("x-mcp-header");
      if (name.isString()) {
        String type = property.getValue().path("type").stringValue("");
        found.add(new Mirrored("Mcp-Param-" + name.stringValue(), inner, type));
      }
      collect(property.getValue(), inner, found);
    }
  }
}
