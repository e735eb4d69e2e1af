package dev.proxmoxmcp.guard.plan;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.policy.GuestFacts;
import dev.proxmoxmcp.guard.policy.Subject;
import dev.proxmoxmcp.json.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A plan as a store keeps it. */
public final class PlanText {
  private PlanText() {}

  /** The plan as JSON; arguments with a secret in them are left out. */
  public static String write(Plan plan) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", plan.id().text());
    json.put("principal", plan.principal()).put("asker", plan.asker());
    json.put("made", plan.made().toString()).put("until", plan.until().toString());
    write(plan.standing(), json.putObject("standing"));
    write(plan.proposal(), json.putObject("proposal"));
    return JsonText.write(json);
  }

  private static void write(Standing standing, ObjectNode json) {
    switch (standing) {
      case Standing.Waiting(String rule, boolean onlyShown) -> {
        json.put("is", "waiting").put("rule", rule);
        if (onlyShown) {
          json.put("only-shown", true);
        }
      }
      case Standing.Approved(Approval approval, Instant at) ->
          json.put("is", "approved")
              .put("by", approval.by())
              .put("channel", approval.channel())
              .put("at", at.toString());
      case Standing.Open(String by, Instant at, String process) ->
          json.put("is", "open").put("by", by).put("at", at.toString()).put("process", process);
      case Standing.Ended(String outcome, Instant at) ->
          json.put("is", "ended").put("outcome", outcome).put("at", at.toString());
    }
  }

  private static void write(Proposal proposal, ObjectNode json) {
    Call call = proposal.call();
    ObjectNode made = json.putObject("call");
    made.put("tool", call.tool()).put("cluster", call.cluster()).put("secret", call.secret());
    made.put("arguments", call.secret() ? "" : call.arguments());
    ObjectNode kept = made.putObject("kept");
    call.kept().forEach(kept::put);
    json.put("title", proposal.title());
    write(proposal.steps(), json.putArray("steps"));
    write(proposal.looks(), json.putArray("looks"));
    ArrayNode conditions = json.putArray("conditions");
    proposal
        .conditions()
        .forEach(one -> conditions.addObject().put("name", one.name()).put("value", one.value()));
    ArrayNode notes = json.putArray("notes");
    proposal.notes().forEach(notes::add);
    ObjectNode undo = json.putObject("undo");
    switch (proposal.undo()) {
      case Undo.By(String tool, String arguments, String text, String left) -> {
        undo.put("tool", tool).put("arguments", arguments).put("text", text);
        if (!left.isEmpty()) {
          undo.put("left", left);
        }
      }
      case Undo.None(String why) -> undo.put("why", why);
      case Undo.Nothing() -> {}
    }
  }

  private static void write(List<PlannedStep> steps, ArrayNode json) {
    for (PlannedStep one : steps) {
      Step step = one.step();
      ObjectNode each = json.addObject();
      each.put("cluster", step.cluster()).put("tier", step.tier().label());
      each.put("method", step.method()).put("path", step.path());
      each.put("parameters", step.parametersDigest());
      each.put("shown", one.shown()).put("needs", one.needs());
      each.put("complete", one.subject().complete());
      ArrayNode guests = each.putArray("guests");
      for (GuestFacts guest : one.subject().guests()) {
        ObjectNode facts = guests.addObject();
        facts.put("vmid", guest.vmid()).put("name", guest.name()).put("pool", guest.pool());
        ArrayNode tags = facts.putArray("tags");
        guest.tags().stream().sorted().forEach(tags::add);
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Plan read(String written) {
    JsonNode json = JsonText.lenient().read(written);
    return new Plan(
        new PlanId(text(json, "id")),
        text(json, "principal"),
        text(json, "asker"),
        proposal(json.path("proposal")),
        Instant.parse(text(json, "made")),
        Instant.parse(text(json, "until")),
        standing(json.path("standing")));
  }

  private static Standing standing(JsonNode json) {
    return switch (text(json, "is")) {
      case "waiting" ->
          new Standing.Waiting(text(json, "rule"), json.path("only-shown").booleanValue(false));
      case "approved" ->
          new Standing.Approved(
              new Approval(text(json, "by"), text(json, "channel")),
              Instant.parse(text(json, "at")));
      case "open" ->
          new Standing.Open(
              text(json, "by"), Instant.parse(text(json, "at")), text(json, "process"));
      case "ended" -> new Standing.Ended(text(json, "outcome"), Instant.parse(text(json, "at")));
      case String other -> throw new IllegalArgumentException("a plan cannot be " + other);
    };
  }

  private static Proposal proposal(JsonNode json) {
    JsonNode call = json.path("call");
    Map<String, String> kept = new LinkedHashMap<>();
    call.path("kept")
        .properties()
        .forEach(one -> kept.put(one.getKey(), one.getValue().stringValue("")));
    List<Condition> conditions = new ArrayList<>();
    json.path("conditions")
        .forEach(one -> conditions.add(new Condition(text(one, "name"), text(one, "value"))));
    List<String> notes = new ArrayList<>();
    json.path("notes").forEach(note -> notes.add(note.stringValue("")));
    return new Proposal(
        new Call(
            text(call, "tool"),
            text(call, "cluster"),
            text(call, "arguments"),
            kept,
            call.path("secret").booleanValue(false)),
        text(json, "title"),
        steps(json.path("steps")),
        steps(json.path("looks")),
        conditions,
        notes,
        undo(json.path("undo")));
  }

  private static Undo undo(JsonNode json) {
    if (json.has("tool")) {
      return new Undo.By(
          text(json, "tool"), text(json, "arguments"), text(json, "text"), text(json, "left"));
    }
    return json.has("why") ? new Undo.None(text(json, "why")) : new Undo.Nothing();
  }

  private static List<PlannedStep> steps(JsonNode json) {
    List<PlannedStep> steps = new ArrayList<>();
    for (JsonNode one : json) {
      List<GuestFacts> guests = new ArrayList<>();
      for (JsonNode guest : one.path("guests")) {
        Set<String> tags = new LinkedHashSet<>();
        guest.path("tags").forEach(tag -> tags.add(tag.stringValue("")));
        guests.add(
            new GuestFacts(
                guest.path("vmid").intValue(), text(guest, "name"), text(guest, "pool"), tags));
      }
      steps.add(
          new PlannedStep(
              new Step(
                  text(one, "cluster"),
                  Tier.of(text(one, "tier")),
                  text(one, "method"),
                  text(one, "path"),
                  text(one, "parameters")),
              new Subject(guests, one.path("complete").booleanValue(false)),
              text(one, "shown"),
              text(one, "needs")));
    }
    return steps;
  }

  private static String text(JsonNode json, String name) {
    return json.path(name).stringValue("");
  }
}
