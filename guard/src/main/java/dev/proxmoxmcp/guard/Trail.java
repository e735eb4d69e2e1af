package dev.proxmoxmcp.guard;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.audit.Origin;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.PlannedStep;
import dev.proxmoxmcp.guard.plan.Proposal;
import dev.proxmoxmcp.guard.plan.Step;
import dev.proxmoxmcp.guard.policy.Subject;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How what happens to plans is worded for the audit trail. */
final class Trail {
  /** Of more than these the record does not say which they are. */
  private static final int MOST_GUESTS = 1000;

  private Trail() {}

  /**
   * An entry about a plan.
   *
   * @param request of the call that it happened in
   */
  static AuditEntry of(
      Event event, Plan plan, String request, Instant at, Consumer<ObjectNode> more) {
    ObjectNode detail = JsonNodeFactory.instance.objectNode();
    detail.put("plan", plan.id().text());
    more.accept(detail);
    return new AuditEntry(
        at,
        event,
        new Origin(
            plan.principal(),
            request,
            plan.proposal().call().cluster(),
            plan.proposal().call().tool()),
        detail);
  }

  /** What a plan does, for the entries that begin it. */
  static void describe(Plan plan, ObjectNode detail) {
    detail.put("title", plan.proposal().title()).put("digest", plan.digest());
    ArrayNode tiers = detail.putArray("tiers");
    plan.proposal().tiers().stream().map(Tier::label).forEach(tiers::add);
    guests(plan.proposal(), detail);
    ArrayNode steps = detail.putArray("steps");
    plan.proposal().steps().forEach(one -> write(one, steps.addObject()));
    if (!plan.proposal().looks().isEmpty()) {
      ArrayNode looks = detail.putArray("looks");
      plan.proposal().looks().forEach(one -> write(one, looks.addObject()));
    }
  }

  /** What was refused before there was a plan. */
  static ObjectNode refused(Proposal proposal, String why) {
    ObjectNode detail = JsonNodeFactory.instance.objectNode();
    guests(proposal, detail.put("title", proposal.title()).put("why", why));
    return detail;
  }

  /** The guests that it is about; nothing where it is about none. */
  private static void guests(Proposal proposal, ObjectNode detail) {
    List<Subject> subjects = proposal.all().stream().map(PlannedStep::subject).toList();
    SortedSet<Integer> vmids = new TreeSet<>();
    subjects.forEach(one -> one.guests().forEach(guest -> vmids.add(guest.vmid())));
    if (vmids.size() > MOST_GUESTS || !subjects.stream().allMatch(Subject::complete)) {
      detail.put("guests", "any");
    } else if (!vmids.isEmpty()) {
      vmids.forEach(detail.putArray("guests")::add);
    }
  }

  private static void write(PlannedStep one, ObjectNode json) {
    write(one.step(), json);
    if (!one.shown().isEmpty()) {
      json.put("parameters", one.shown());
    }
  }

  /** A step as it is on the wire, without its parameters. */
  static void write(Step step, ObjectNode json) {
    json.put("method", step.method()).put("path", step.path());
  }
}
