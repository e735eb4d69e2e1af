package dev.proxmoxmcp.tools.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The parameters that a model sends, as the check of a call takes them. */
final class JsonArguments {
  private JsonArguments() {}

  /**
   * By name: texts, numbers, truth values, lists and maps of them. A null counts as not sent.
   *
   * @param sent null for none
   */
  static Map<String, Object> of(@Nullable ObjectNode sent) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    if (sent != null) {
      sent.forEachEntry((name, value) -> {
        if (!value.isNull()) {
          arguments.put(name, value(value));
        }
      });
    }
    return arguments;
  }

  private static Object value(JsonNode node) {
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(entry -> list.add(value(entry)));
      return list;
    }
    if (node instanceof ObjectNode object) {
      return of(object);
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNumber() ? node.decimalValue() : node.asString("");
  }
}
