package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.catalog.ValueCheck.Encoded;
import dev.proxmoxmcp.json.JsonText;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call that fits its endpoint, encoded as hosts want it.
 *
 * @param path concrete, below the API's root, not percent-encoded
 * @param pathValues what stands in the placeholders, by name, in their order
 * @param parameters all others, for a form or a query: truth values are 1 and 0, a list is a
 *     parameter with several values. May hold secrets
 * @param json the same as one JSON object with typed values, which PBS reads strictly; "{}" for
 *     none
 */
public record CheckedCall(
    ApiEndpoint endpoint,
    String path,
    Map<String, String> pathValues,
    SortedMap<String, List<String>> parameters,
    String json) {

  /** Keeps what it is given from being changed. */
  public CheckedCall {
    pathValues = Collections.unmodifiableMap(pathValues);
    parameters = Collections.unmodifiableSortedMap(parameters);
  }

  static CheckedCall of(Product product, ApiEndpoint endpoint, Map<String, Encoded> values) {
    List<String> placeholders = endpoint.placeholders();
    Map<String, String> inPath = new LinkedHashMap<>();
    String path = endpoint.template();
    for (String name : placeholders) {
      Encoded value = values.getOrDefault(name, Encoded.text(""));
      inPath.put(name, value.texts().getFirst());
      path = path.replace("{" + name + "}", value.texts().getFirst());
    }
    SortedMap<String, List<String>> parameters = new TreeMap<>();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    values.forEach((name, value) -> {
      if (!inPath.containsKey(name)) {
        parameters.put(name, value.texts());
        json.set(name, node(value.json(), product));
      }
    });
    return new CheckedCall(endpoint, path, inPath, parameters, JsonText.write(json));
  }

  private static JsonNode node(Object value, Product product) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value) {
      case Boolean truth when product == Product.PVE -> nodes.numberNode(truth ? 1 : 0);
      case Boolean truth -> nodes.booleanNode(truth);
      case BigDecimal number when number.scale() <= 0 -> nodes.numberNode(number.toBigInteger());
      case BigDecimal number -> nodes.numberNode(number.doubleValue());
      case List<?> list -> {
        ArrayNode array = nodes.arrayNode();
        list.forEach(entry -> array.add(node(entry, product)));
        yield array;
      }
      default -> nodes.stringNode(String.valueOf(value));
    };
  }

  /** Names what it would send, without values. */
  @Override
  public String toString() {
    return endpoint.method() + " " + path + " " + parameters.keySet();
  }
}
