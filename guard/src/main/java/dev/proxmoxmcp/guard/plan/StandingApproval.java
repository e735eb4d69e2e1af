package dev.proxmoxmcp.guard.plan;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.policy.GuestFacts;
import dev.proxmoxmcp.json.JsonText;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A person's yes to more than one plan: the same tool, for the same guests, some times, for a
 * while.
 *
 * @param principal whose plans
 * @param cluster on which cluster
 * @param tool of which tool
 * @param tiers of which tiers at most
 * @param vmids for which guests at most; not empty
 * @param uses how many plans are left, at least 1
 * @param until from when it does not count any more
 * @param approval who said so
 */
public record StandingApproval(
    String principal,
    String cluster,
    String tool,
    Set<Tier> tiers,
    Set<Integer> vmids,
    int uses,
    Instant until,
    Approval approval) {
  /** Copies the sets. */
  public StandingApproval {
    tiers = Set.copyOf(tiers);
    vmids = Set.copyOf(vmids);
  }

  /** What {@code plan} is an example of. */
  public static StandingApproval like(Plan plan, int uses, Instant until, Approval approval) {
    Set<Integer> vmids = new TreeSet<>();
    plan.proposal()
        .all()
        .forEach(one -> one.subject().guests().forEach(guest -> vmids.add(guest.vmid())));
    return new StandingApproval(
        plan.principal(),
        plan.proposal().call().cluster(),
        plan.proposal().call().tool(),
        plan.proposal().tiers(),
        vmids,
        uses,
        until,
        approval);
  }

  /** Whether it says yes to that. */
  public boolean covers(String who, Proposal proposal, Instant now) {
    return uses > 0
        && now.isBefore(until)
        && principal.equals(who)
        && cluster.equals(proposal.call().cluster())
        && tool.equals(proposal.call().tool())
        && tiers.containsAll(proposal.tiers())
        && proposal.all().stream().allMatch(this::covers);
  }

  private boolean covers(PlannedStep step) {
    return step.subject().complete()
        && !step.subject().guests().isEmpty()
        && step.subject().guests().stream().map(GuestFacts::vmid).allMatch(vmids::contains);
  }

  /** The same, with one use less. */
  public StandingApproval used() {
    return new StandingApproval(principal, cluster, tool, tiers, vmids, uses - 1, until, approval);
  }

  /** As a store keeps it. */
  public String write() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("principal", principal).put("cluster", cluster).put("tool", tool);
    ArrayNode labels = json.putArray("tiers");
    tiers.stream().sorted().map(Tier::label).forEach(labels::add);
    ArrayNode guests = json.putArray("vmids");
    vmids.stream().sorted().forEach(guests::add);
    json.put("uses", uses).put("until", until.toString());
    json.put("by", approval.by()).put("channel", approval.channel());
    return JsonText.write(json);
  }

  /** Reads what {@link #write} wrote. */
  public static StandingApproval read(String written) {
    JsonNode json = JsonText.lenient().read(written);
    Set<Tier> tiers = EnumSet.noneOf(Tier.class);
    json.path("tiers").forEach(one -> tiers.add(Tier.of(one.stringValue(""))));
    Set<Integer> vmids = new TreeSet<>();
    json.path("vmids").forEach(one -> vmids.add(one.intValue()));
    return new StandingApproval(
        json.path("principal").stringValue(""),
        json.path("cluster").stringValue(""),
        json.path("tool").stringValue(""),
        tiers,
        vmids,
        json.path("uses").intValue(),
        Instant.parse(json.path("until").stringValue("")),
        new Approval(json.path("by").stringValue(""), json.path("channel").stringValue("")));
  }
}
