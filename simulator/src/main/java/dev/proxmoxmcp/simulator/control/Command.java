package dev.proxmoxmcp.simulator.control;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the control port does.
 *
 * @param path with at most one placeholder, such as {@code /nodes/{name}}
 * @param does in words
 */
record Command(String method, String path, String does, Action action) {
  /** Does it. */
  @FunctionalInterface
  interface Action {
    /** The answer: maps, lists, strings, numbers. */
    Object run(Request request);
  }

  /**
   * What it is given.
   *
   * @param name the placeholder's value; empty without one
   * @param query name to value
   */
  record Request(String name, Map<String, String> query, String body) {
    Request {
      query = Map.copyOf(query);
    }
  }

  /** The placeholder's value if this is such a path, empty if it has none; null if it is not. */
  @Nullable String match(String actual) {
    List<String> template = List.of(path.split("/", -1));
    List<String> parts = List.of(actual.split("/", -1));
    if (template.size() != parts.size()) {
      return null;
    }
    String name = "";
    for (int index = 0; index < template.size(); index++) {
      if (template.get(index).startsWith("{")) {
        name = parts.get(index);
      } else if (!template.get(index).equals(parts.get(index))) {
        return null;
      }
    }
    return name;
  }
}
