package dev.proxmoxmcp.mcp.modern;

import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Json;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What makes two requests the same one, sent again: method and parameters, in whatever order a
 * client writes them, without what is new each time.
 */
final class Canonical {
  private static final Set<String> NEW_EACH_TIME =
      Set.of("_meta", "inputResponses", "requestState");

  private Canonical() {}

  /** A digest of the request and of who sent it. */
  static byte[] digest(Request request, String principal) {
    ObjectNode params = request.params().deepCopy();
    params.remove(NEW_EACH_TIME);
    ObjectNode whole = Json.object().put("principal", principal).put("method", request.method());
    whole.set("params", sorted(params));
    return Json.digest(whole);
  }

  private static JsonNode sorted(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        TreeMap<String, JsonNode> byName = new TreeMap<>();
        object.properties().forEach(one -> byName.put(one.getKey(), sorted(one.getValue())));
        ObjectNode sorted = Json.object();
        byName.forEach(sorted::set);
        yield sorted;
      }
      case ArrayNode array -> {
        ArrayNode sorted = array.arrayNode();
        array.forEach(one -> sorted.add(sorted(one)));
        yield sorted;
      }
      default -> node;
    };
  }
}
