package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.Nearest;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.argument.Arguments;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configured clusters, and the argument {@code cluster} that every tool has by them. With one
 * alone the argument is taken, but not shown: it would cost context and say nothing.
 *
 * @param all at least one, in the order of the settings, their names different in more than case
 */
record Members(List<Member> all) {
  /** The argument's name; no tool has one of its own. */
  static final String ARGUMENT = "cluster";

  private static final String CURSOR = "cursor";

  /**
   * @throws IllegalArgumentException if there are none, or two have one name
   */
  Members {
    all = List.copyOf(all);
    Set<String> names = new HashSet<>();
    for (Member member : all) {
      if (!names.add(member.name().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("two clusters are named " + member.name());
      }
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no cluster is configured");
    }
  }

  static Members of(List<Cluster> clusters, InstantSource clock) {
    return new Members(clusters.stream().map(cluster -> Member.of(cluster, clock)).toList());
  }

  boolean several() {
    return all.size() > 1;
  }

  /** Those on which {@code tool} works, in the same order; empty if there are none. */
  List<Member> serving(ProxmoxTool<?> tool) {
    return tool.onBackupServers()
        ? all
        : all.stream().filter(member -> member.product() == Product.PVE).toList();
  }

  /** The names of those that are Backup Servers. */
  List<String> backupServers() {
    return all.stream()
        .filter(member -> member.product() == Product.PBS)
        .map(Member::name)
        .toList();
  }

  List<String> names() {
    return all.stream().map(Member::name).toList();
  }

  /** The member of that name; it must be one. */
  Member named(String name) {
    return all.stream().filter(member -> member.name().equals(name)).findFirst().orElseThrow();
  }

  /** {@code arguments} with the one for the cluster. */
  <A extends Record> Arguments<A> within(Arguments<A> arguments) {
    if (!several()) {
      return arguments.tolerating(ARGUMENT);
    }
    return arguments.with(ARGUMENT, schema(names()));
  }

  private static ObjectNode schema(List<String> names) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
    ArrayNode accepted = schema.putArray("enum");
    names.forEach(accepted::add);
    return schema;
  }

  /**
   * The schema that a model is shown.
   *
   * @param schema of the tool's own arguments; becomes it
   */
  ObjectNode shown(ObjectNode schema, ProxmoxTool<?> tool) {
    List<String> names = serving(tool).stream().map(Member::name).toList();
    if (names.size() < 2 || tool.scope() == Scope.SERVER) {
      return schema;
    }
    ObjectNode properties = schema.withObject("properties");
    properties.set(ARGUMENT, schema(names));
    if (tool.scope() == Scope.NAMED) {
      schema.withArray("required").add(ARGUMENT);
    }
    if (properties.get(CURSOR) instanceof ObjectNode cursor) {
      String said = cursor.path("description").asString("");
      cursor.put("description", (said.isEmpty() ? "" : said + "; ") + "needs " + ARGUMENT);
    }
    return schema;
  }

  /**
   * The one cluster that a call can mean: the one that it names, or the only one.
   *
   * @throws ArgumentProblem if it names one that is not configured
   */
  Optional<Member> chosen(ObjectNode sent) {
    JsonNode value = sent.path(ARGUMENT);
    if (value.isMissingNode() || value.isNull()) {
      return several() ? Optional.empty() : Optional.of(all.getFirst());
    }
    String wanted = value.asString("").strip();
    return Optional.of(
        all.stream()
            .filter(member -> member.name().equalsIgnoreCase(wanted))
            .findFirst()
            .orElseThrow(() -> unknown(wanted)));
  }

  private ArgumentProblem unknown(String wanted) {
    return new ArgumentProblem(
        "There is no cluster "
            + Foreign.name(wanted)
            + Nearest.likely(wanted, names())
                .map(near -> "; did you mean " + near + "?")
                .orElse(".")
            + " Configured: "
            + String.join(", ", names())
            + ".");
  }

  /**
   * Refuses to go on with the lists of several clusters at once: each has its own end.
   *
   * @throws ArgumentProblem if {@code sent} has a cursor
   */
  void checkCursor(Arguments<?> arguments, ObjectNode sent, List<Member> asked) {
    JsonNode cursor = sent.path(CURSOR);
    if (arguments.has(CURSOR) && !cursor.isMissingNode() && !cursor.isNull()) {
      throw new ArgumentProblem(
          "cursor goes on with the list of one cluster; name it: cluster="
              + asked.stream().map(Member::name).collect(Collectors.joining(" or "))
              + ".");
    }
  }
}
