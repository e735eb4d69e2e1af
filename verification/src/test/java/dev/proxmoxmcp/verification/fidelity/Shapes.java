package dev.proxmoxmcp.verification.fidelity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Compares the shapes of two JSON texts: which keys are there, and of which types their values are.
 * The entries of a list are compared by what all of them have and what some have, kind by kind.
 */
final class Shapes {
  private final boolean elided;
  private final List<String> differences = new ArrayList<>();

  private Shapes(boolean elided) {
    this.elided = elided;
  }

  /**
   * What differs, each in a few words with the place.
   *
   * @param elided whether lists of the recorded text are shortened, so that not all kinds of
   *     entries are known
   */
  static List<String> differences(JsonNode recorded, JsonNode simulated, boolean elided) {
    Shapes shapes = new Shapes(elided);
    shapes.compare("", recorded, simulated);
    return List.copyOf(shapes.differences);
  }

  private void compare(String place, JsonNode recorded, JsonNode simulated) {
    if (!type(recorded).equals(type(simulated))) {
      say(place, type(recorded), type(simulated));
    } else if (recorded.isObject()) {
      compareObjects(place, List.of(recorded), List.of(simulated));
    } else if (recorded.isArray()) {
      compareLists(place, recorded, simulated);
    }
  }

  private void compareLists(String place, JsonNode recorded, JsonNode simulated) {
    if (recorded.isEmpty() != simulated.isEmpty()) {
      say(place, recorded.size() + " entries", simulated.size() + " entries");
      return;
    }
    Map<String, List<JsonNode>> wanted = byKind(recorded);
    byKind(simulated)
        .forEach((kind, entries) -> {
          List<JsonNode> same = wanted.get(kind);
          if (same != null) {
            compareEntries(place + "[" + kind + "]", same, entries);
          } else if (!elided) {
            say(place, "entries " + wanted.keySet(), "an entry " + kind);
          }
        });
  }

  private void compareEntries(String place, List<JsonNode> wanted, List<JsonNode> entries) {
    if (wanted.getFirst().isObject()) {
      compareObjects(place, wanted, entries);
    } else if (wanted.getFirst().isArray()) {
      compareLists(place, wanted.getFirst(), entries.getFirst());
    }
  }

  /**
   * Entries of different types, and objects of different {@code type}s, are different kinds; but
   * tasks are all alike.
   */
  private static Map<String, List<JsonNode>> byKind(JsonNode list) {
    Map<String, List<JsonNode>> kinds = new TreeMap<>();
    for (JsonNode entry : list) {
      JsonNode named = entry.path("type");
      boolean typed = entry.isObject() && named.isString();
      String kind = entry.has("upid") ? "task" : typed ? named.stringValue() : type(entry);
      kinds.computeIfAbsent(kind, _ -> new ArrayList<>()).add(entry);
    }
    return kinds;
  }

  private void compareObjects(String place, List<JsonNode> wanted, List<JsonNode> entries) {
    Set<String> keys = new TreeSet<>();
    wanted.forEach(entry -> keys.addAll(entry.propertyNames()));
    entries.forEach(entry -> keys.addAll(entry.propertyNames()));
    for (String key : keys) {
      List<JsonNode> values = values(wanted, key);
      List<JsonNode> others = values(entries, key);
      String there = place.isEmpty() ? key : place + "." + key;
      if (values.isEmpty()) {
        say(there, "absent", type(others.getFirst()));
      } else if (values.size() == wanted.size() && others.size() < entries.size()) {
        say(there, type(values.getFirst()), "absent");
      } else if (!others.isEmpty()) {
        compareValues(there, values, others);
      }
    }
  }

  private void compareValues(String place, List<JsonNode> wanted, List<JsonNode> others) {
    Set<String> types = new TreeSet<>();
    wanted.forEach(value -> types.add(type(value)));
    for (JsonNode other : others) {
      if (!types.contains(type(other))) {
        say(place, String.join("|", types), type(other));
        return;
      }
    }
    List<JsonNode> objects = wanted.stream().filter(JsonNode::isObject).toList();
    List<JsonNode> otherObjects = others.stream().filter(JsonNode::isObject).toList();
    if (!objects.isEmpty() && !otherObjects.isEmpty()) {
      compareObjects(place, objects, otherObjects);
    }
    if (wanted.size() == 1 && others.size() == 1 && wanted.getFirst().isArray()) {
      compareLists(place, wanted.getFirst(), others.getFirst());
    }
  }

  private static List<JsonNode> values(List<JsonNode> objects, String key) {
    return objects.stream().filter(entry -> entry.has(key)).map(entry -> entry.get(key)).toList();
  }

  private void say(String place, String wanted, String got) {
    differences.add((place.isEmpty() ? "body" : place) + ": " + wanted + ", got " + got);
  }

  private static String type(JsonNode value) {
    if (value.isObject()) {
      return "object";
    }
    if (value.isArray()) {
      return "list";
    }
    if (value.isString()) {
      return "string";
    }
    if (value.isNumber()) {
      return "number";
    }
    if (value.isBoolean()) {
      return "boolean";
    }
    return value.isNull() ? "null" : "nothing";
  }
}
