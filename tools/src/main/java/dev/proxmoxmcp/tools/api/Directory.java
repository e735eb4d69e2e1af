package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.catalog.ApiCatalog;
import dev.proxmoxmcp.client.catalog.ApiEndpoint;
import dev.proxmoxmcp.client.catalog.ApiType;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What stands below a path.
 *
 * @param children the segments right below it, sorted; placeholders among them, in braces
 * @param plain whether the schema says nothing of what its rows hold but names
 */
record Directory(List<String> children, boolean plain) {
  private static final String NAME = "name";

  private static final Set<String> NAMES = Set.of(NAME, "subdir", "id", "cmd", "method", "section");

  static Directory of(ApiCatalog catalog, ApiEndpoint endpoint) {
    String above = endpoint.template().equals("/") ? "/" : endpoint.template() + "/";
    List<String> children =
        catalog.endpoints().stream()
            .map(ApiEndpoint::template)
            .filter(template -> template.startsWith(above) && template.length() > above.length())
            .map(template -> template.substring(above.length()).replaceFirst("/.*", ""))
            .distinct()
            .sorted()
            .toList();
    boolean plain =
        endpoint.returns() instanceof ApiType.ListOf(ApiType.Structure row)
            && NAMES.containsAll(row.properties().keySet());
    return new Directory(children, plain);
  }

  /** Whether the path lists the paths below it, by the schema alone. */
  boolean isIndex() {
    return plain
        && !children.isEmpty()
        && children.stream().noneMatch(name -> name.startsWith("{"));
  }

  /** Whether {@code rows} are nothing but the names of paths below. */
  boolean isIndex(List<JsonNode> rows) {
    return isIndex()
        && !rows.isEmpty()
        && rows.stream().allMatch(row -> NAMES.containsAll(row.propertyNames()));
  }

  /** The names below it. */
  String names() {
    return String.join(", ", children);
  }

  /** The field by which {@code rows} are told apart; "" if there is none. */
  String key(JsonNode rows) {
    String key = key();
    return rows.valueStream().allMatch(row -> row.has(key))
        ? key
        : rows.valueStream().allMatch(row -> row.has(NAME)) ? NAME : "";
  }

  /** The field by which rows are named in the paths below; "" if there is none. */
  String key() {
    return children.stream()
        .filter(name -> name.startsWith("{"))
        .map(name -> name.substring(1, name.length() - 1))
        .findFirst()
        .orElse("");
  }

  /**
   * Puts rows into the order of what names them, since hosts have none. Tasks stay as they are: the
   * newest is the first.
   */
  void sort(List<JsonNode> rows) {
    String key = key();
    if (!key.isEmpty() && !key.equals("upid") && rows.stream().allMatch(row -> row.has(key))) {
      rows.sort(
          Comparator.comparingLong((JsonNode row) -> row.path(key).asLong(Long.MAX_VALUE))
              .thenComparing(row -> row.path(key).asString("")));
    }
  }
}
