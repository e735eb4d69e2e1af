package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolCatalog;
import dev.proxmoxmcp.tools.argument.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What docs/versions.md promises of a tool, held against what another version told clients. */
final class ToolContract {
  private final List<String> broken = new ArrayList<>();

  private ToolContract() {}

  /** What this version tells, without words that may change. */
  static ObjectNode now() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (ProxmoxTool<?> tool : ToolCatalog.ALL) {
      ObjectNode one = all.putObject(tool.name());
      one.put("readOnly", tool.effect().readOnly());
      one.put("destructive", tool.effect().destructive());
      tool.tiers().stream().sorted().map(Tier::label).forEach(one.withArray("tiers")::add);
      one.set("schema", Arguments.of(tool.arguments()).schema());
    }
    return all;
  }

  /** What of {@code then} no longer holds; empty if all does. */
  static List<String> broken(JsonNode then, JsonNode now) {
    ToolContract contract = new ToolContract();
    then.properties()
        .forEach(tool -> contract.tool(tool.getKey(), tool.getValue(), now.path(tool.getKey())));
    return contract.broken;
  }

  private void tool(String name, JsonNode then, JsonNode now) {
    if (now.isMissingNode()) {
      broken.add(name + " is gone");
      return;
    }
    if (!words(then.path("tiers")).containsAll(words(now.path("tiers")))) {
      broken.add(name + " can need the tiers " + words(now.path("tiers")));
    }
    for (String effect : List.of("readOnly", "destructive")) {
      if (!then.path(effect).equals(now.path(effect))) {
        broken.add(name + " is " + effect + ": " + now.path(effect));
      }
    }
    JsonNode before = then.path("schema");
    JsonNode after = now.path("schema");
    words(after.path("required")).stream()
        .filter(argument -> !words(before.path("required")).contains(argument))
        .forEach(argument -> broken.add(name + " requires " + argument));
    before
        .path("properties")
        .properties()
        .forEach(argument ->
            argument(
                name + "." + argument.getKey(),
                argument.getValue(),
                after.path("properties").path(argument.getKey())));
  }

  private void argument(String name, JsonNode then, JsonNode now) {
    if (now.isMissingNode()) {
      broken.add(name + " is gone");
      return;
    }
    for (String same : List.of("type", "default", "pattern")) {
      if (!then.path(same).equals(now.path(same))) {
        broken.add(name + " has another " + same + ": " + now.path(same));
      }
    }
    if (now.has("enum") && !words(now.path("enum")).containsAll(words(then.path("enum")))) {
      broken.add(name + " takes only " + words(now.path("enum")));
    }
    if (now.path("maximum").asLong(Long.MAX_VALUE) < then.path("maximum").asLong(Long.MAX_VALUE)
        || now.path("minimum").asLong(Long.MIN_VALUE)
            > then.path("minimum").asLong(Long.MIN_VALUE)) {
      broken.add(name + " takes less");
    }
    if (then.has("items")) {
      argument(name + "[]", then.path("items"), now.path("items"));
    }
  }

  private static Set<String> words(JsonNode array) {
    return array.values().stream().map(word -> word.asString("")).collect(Collectors.toSet());
  }
}
