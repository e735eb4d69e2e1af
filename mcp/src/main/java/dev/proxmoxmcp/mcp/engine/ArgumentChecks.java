package dev.proxmoxmcp.mcp.engine;

import com.networknt.schema.Error;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.proxmoxmcp.mcp.api.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds the arguments of calls against the schemas of their tools, JSON Schema 2020-12. Nothing is
 * loaded before the first call that needs it, and nothing is ever fetched: a schema that refers to
 * anything outside itself is a defect of its tool. Thread-safe.
 */
public final class ArgumentChecks {
  private static final int MOST_PROBLEMS = 3;

  /** Of more values than that, the first problem is enough: each costs memory. */
  private static final int MOST_VALUES = 10_000;

  private final Map<String, Ready> ready = new ConcurrentHashMap<>();

  /** Nothing is loaded yet. */
  public ArgumentChecks() {}

  /** A schema, made for one version of a tool. */
  private record Ready(Tool tool, ObjectNode declared, Schema schema) {}

  /** What all have in common, made when it is first needed. */
  private static final class Registry {
    static final SchemaRegistry LOCAL =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemaCacheEnabled(false)
                    .schemaLoader(loader -> loader.block(_ -> true).fetchRemoteResources(false)));
  }

  /**
   * Takes what means one thing for it, and says what cannot be used.
   *
   * @param arguments of the call; some of its values may be changed to what they mean
   * @return words for a model; empty if all is as the schema has it
   */
  public Optional<String> problem(Tool tool, ObjectNode arguments) {
    Ready check = ready(tool);
    Coercion.apply(check.declared(), arguments);
    // Most calls are right: to say so, the validator stops at the first problem and words none.
    if (check.schema().validate(arguments, OutputFormat.BOOLEAN)) {
      return Optional.empty();
    }
    Map<String, Error> problems = new LinkedHashMap<>();
    for (Error error : errors(check.schema(), arguments)) {
      // Alternatives have a problem each, and of one place the first one is the plainest.
      problems.putIfAbsent(ArgumentWords.path(error), error);
    }
    if (problems.isEmpty()) {
      return Optional.empty();
    }
    List<String> said = new ArrayList<>();
    problems.values().stream()
        .limit(MOST_PROBLEMS)
        .map(error -> new ArgumentWords(check.declared()).of(error))
        .forEach(said::add);
    if (problems.size() > MOST_PROBLEMS) {
      said.add((problems.size() - MOST_PROBLEMS) + " more.");
    }
    return Optional.of(
        tool.name() + " did nothing, because of its arguments: " + String.join(" ", said));
  }

  /** A tool is the same as long as it is the same object: to compare its schema takes longer. */
  @SuppressWarnings("ReferenceEquality")
  private Ready ready(Tool tool) {
    Ready known = ready.get(tool.name());
    if (known == null || known.tool() != tool) {
      known = made(tool);
      ready.put(tool.name(), known);
    }
    return known;
  }

  private static Ready made(Tool tool) {
    ObjectNode declared = tool.inputSchema();
    return new Ready(tool, declared, Registry.LOCAL.getSchema((JsonNode) declared));
  }

  private static List<Error> errors(Schema schema, ObjectNode arguments) {
    boolean many = count(arguments, 0) > MOST_VALUES;
    return schema.validate(
        arguments, context -> context.executionConfig(config -> config.failFast(many)));
  }

  /** How many values there are, as far as it matters. */
  private static int count(JsonNode node, int before) {
    int count = before + 1;
    for (JsonNode child : node) {
      if (count > MOST_VALUES) {
        return count;
      }
      count = count(child, count);
    }
    return count;
  }
}
