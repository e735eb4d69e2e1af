package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.tools.ToolCatalog;
import dev.proxmoxmcp.tools.argument.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The arguments of a tool as somebody types them.
 *
 * @param tool whose, which need not exist
 * @param pairs {@code KEY=VALUE} each; a key may come again
 */
record CallArguments(String tool, List<String> pairs) {
  /**
   * As the tool takes them.
   *
   * @param json whether the answer is to be JSON
   * @throws UsageProblem if one is no pair
   */
  ObjectNode read(boolean json) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new UsageProblem(
            "\"%s\" is not of the form KEY=VALUE%s".formatted(pair, example(pair)));
      }
      values
          .computeIfAbsent(pair.substring(0, equals), _ -> new ArrayList<>())
          .add(pair.substring(equals + 1));
    }
    if (json) {
      values.put("format", List.of("json"));
    }
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    values.forEach((key, texts) -> {
      if (texts.size() == 1) {
        arguments.put(key, texts.getFirst());
      } else {
        ArrayNode several = arguments.putArray(key);
        texts.forEach(several::add);
      }
    });
    return arguments;
  }

  /**
   * What was meant, most likely: the value of the first argument that the tool cannot do without.
   */
  private String example(String typed) {
    ObjectNode schema =
        ToolCatalog.ALL.stream()
            .filter(one -> one.name().equals(tool))
            .findFirst()
            .map(one -> Arguments.of(one.arguments()).schema())
            .orElseGet(JsonNodeFactory.instance::objectNode);
    String required = schema.path("required").path(0).stringValue("");
    String value = typed.replaceFirst("^=", "");
    if (!required.isEmpty() && !value.isBlank()) {
      return ", such as " + required + "=" + value;
    }
    List<String> names = List.copyOf(schema.path("properties").propertyNames());
    return names.isEmpty()
        ? ", such as state=running"
        : "; %s takes %s".formatted(tool, String.join(", ", names));
  }
}
