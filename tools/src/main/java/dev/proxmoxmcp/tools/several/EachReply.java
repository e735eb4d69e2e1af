package dev.proxmoxmcp.tools.several;

import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one cluster answered, to stand beside the answers of others.
 *
 * @param cluster its name
 * @param reply its answer
 */
public record EachReply(String cluster, ToolReply reply) {
  private static final String CLUSTER = "cluster";

  /** The reply under a heading with the cluster's name, and a note if there is one. */
  public ToolReply headed(Optional<String> note) {
    @Nullable JsonNode json = reply.json();
    if (json == null) {
      return new ToolReply(
          reply.outcome(),
          heading() + reply.text() + note.map(text -> "\n" + text).orElse(""),
          null);
    }
    ObjectNode named = named(json);
    note.ifPresent(text -> named.put("note", text));
    return new ToolReply(reply.outcome(), named.toString(), named);
  }

  /**
   * All replies as one. What is missing is told first, where no cut can lose it. It is an error
   * only if no cluster answered as asked for.
   *
   * @param replies at least one, in the order of the settings
   */
  public static ToolReply together(List<EachReply> replies) {
    boolean forPrograms = replies.stream().anyMatch(each -> each.reply.json() != null);
    return forPrograms ? json(replies) : text(replies);
  }

  private static ToolReply text(List<EachReply> replies) {
    List<String> parts = new ArrayList<>();
    replies.stream()
        .filter(each -> each.reply.isError())
        .forEach(each -> parts.add("Missing: cluster " + each.cluster + ". " + each.reply.text()));
    replies.stream()
        .filter(each -> !each.reply.isError())
        .forEach(each -> parts.add(each.heading() + each.reply.text()));
    return new ToolReply(outcome(replies), String.join("\n", parts), null);
  }

  private static ToolReply json(List<EachReply> replies) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    ArrayNode clusters = all.putArray("clusters");
    for (EachReply each : replies) {
      @Nullable JsonNode json = each.reply.json();
      clusters.add(
          json == null
              ? clusters.objectNode().put(CLUSTER, each.cluster).put("problem", each.reply.text())
              : each.named(json));
    }
    return new ToolReply(outcome(replies), all.toString(), all);
  }

  /** One that answered is enough; else what all have in common, or that it failed. */
  private static Outcome outcome(List<EachReply> replies) {
    List<Outcome> outcomes = replies.stream().map(each -> each.reply.outcome()).distinct().toList();
    if (outcomes.contains(Outcome.DONE)) {
      return Outcome.DONE;
    }
    return outcomes.size() == 1 ? outcomes.getFirst() : Outcome.FAILED;
  }

  private String heading() {
    return "== cluster " + cluster + " ==\n";
  }

  /** The cluster's name first, then what the tool itself answered. */
  private ObjectNode named(JsonNode json) {
    ObjectNode named = JsonNodeFactory.instance.objectNode().put(CLUSTER, cluster);
    if (json instanceof ObjectNode object) {
      return named.setAll(object).put(CLUSTER, cluster);
    }
    named.set("answer", json);
    return named;
  }

  /** That no answer came in time. */
  public static String late(Duration budget) {
    return "It did not answer within " + budget.toSeconds() + " s.";
  }
}
