package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.simulator.catalog.CatalogFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Answers of the right shape for endpoints without state: folders list what is in them, lists are
 * empty, objects hold what must be there. What was answered so is counted, and a change is refused
 * where the server is strict. Guarded by the timeline's turn, but for {@link #strict}.
 */
public final class ShapeOnly {
  private static final int DEEPEST = 6;

  private final Map<String, Set<String>> children = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private volatile boolean strict;

  ShapeOnly(List<ApiFact> facts) {
    for (ApiFact fact : facts) {
      List<String> segments = fact.segments();
      for (int size = 0; size < segments.size(); size++) {
        String next = segments.get(size);
        if (!next.startsWith("{")) {
          children
              .computeIfAbsent(
                  "/" + String.join("/", segments.subList(0, size)), _ -> new LinkedHashSet<>())
              .add(next);
        }
      }
    }
  }

  /** Whether a change without state is refused with 501, so that no test passes on it. */
  public void strict(boolean wanted) {
    strict = wanted;
  }

  /** Endpoint to how often it was answered by its shape alone. */
  public Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }

  BackupAnswer answer(BackupCall call) {
    ApiFact fact = call.fact();
    boolean folder = fact.method().equals("GET") && isFolder(fact);
    if (!folder) {
      if (strict && !fact.method().equals("GET")) {
        throw Refused.unsimulated("the simulator does not do '" + fact.key() + "'");
      }
      counts.merge(fact.key(), 1, Integer::sum);
    }
    return folder
        ? BackupAnswer.of(entries(fact.path()))
        : BackupAnswer.of(example(fact.returns(), 0));
  }

  private boolean isFolder(ApiFact fact) {
    return fact.returns().path("type").asString("null").equals("null")
        && children.containsKey(fact.path());
  }

  private List<Map<String, Object>> entries(String path) {
    return children.getOrDefault(path, Set.of()).stream()
        .<Map<String, Object>>map(name -> Map.of("subdir", name))
        .toList();
  }

  private static @Nullable Object example(JsonNode schema, int depth) {
    return switch (schema.path("type").asString("null")) {
      case "array" -> new ArrayList<>();
      case "object" -> object(schema, depth);
      case "integer" -> Math.max(0, schema.path("minimum").asLong(0));
      case "number" -> 0.0;
      case "boolean" -> schema.path("default").asBoolean(false);
      case "string" -> text(schema);
      default -> null;
    };
  }

  private static Map<String, @Nullable Object> object(JsonNode schema, int depth) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    if (depth < DEEPEST) {
      schema
          .path("properties")
          .forEachEntry((name, property) -> {
            if (!CatalogFacts.says(property, "optional")) {
              object.put(name, example(property, depth + 1));
            }
          });
    }
    return object;
  }

  private static String text(JsonNode schema) {
    if (schema.path("enum").isArray()) {
      return schema.path("enum").path(0).asString("");
    }
    return schema.path("default").asString("");
  }
}
