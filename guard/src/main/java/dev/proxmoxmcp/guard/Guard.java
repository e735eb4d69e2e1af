package dev.proxmoxmcp.guard;

import dev.proxmoxmcp.base.Tier;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides over steps by the policy, and is the only maker of grants. Thread-safe. */
public final class Guard {
  private static final Logger LOG = System.getLogger(Guard.class.getName());

  private final Policy policy;

  /**
   * Who wants something.
   *
   * @param id of the call, which joins its events in the log
   * @param principal on whose behalf
   * @param tool the tool that the principal called
   */
  public record Request(String id, String principal, String tool) {}

  public Guard(Policy policy) {
    this.policy = policy;
  }

  /** What this guard follows; for the texts that tell a model what it may do. */
  public Policy policy() {
    return policy;
  }

  /**
   * Decides over all steps of a call together: either all of them may be taken, or none.
   *
   * @param request who wants to take them
   * @param steps in the order in which they will be sent; an empty list gives a grant of nothing
   */
  public Decision decide(Request request, List<Step> steps) {
    return decide(request, steps, List.of());
  }

  /**
   * Like {@link #decide(Request, List)}, for steps whose outcome must be looked at by something
   * that is no read.
   *
   * @param looks what may be sent after all steps, as often as it takes and with any parameters:
   *     nobody knows beforehand how often, or the number of what the steps will start
   */
  public Decision decide(Request request, List<Step> steps, List<Step> looks) {
    Set<Tier> missing = missing(Stream.concat(steps.stream(), looks.stream()).toList());
    Level level = steps.isEmpty() && looks.isEmpty() ? Level.DEBUG : Level.INFO;
    if (missing.isEmpty()) {
      log(level, "Granted.", request, steps);
      return new Decision.Granted(new Grant(steps, looks));
    }
    log(level, "Denied.", request, steps);
    return new Decision.Denied(reason(request.tool(), missing));
  }

  /**
   * Decides over all steps of a call together, where a person can be asked: steps of those tiers
   * that the policy does not allow need him, instead of being denied.
   *
   * @param byPerson the tiers that he may allow, once, for this call
   */
  public Decision decideOrAsk(Request request, List<Step> steps, Set<Tier> byPerson) {
    boolean askable =
        steps.stream()
            .map(Step::tier)
            .allMatch(tier -> policy.allowed().contains(tier) || byPerson.contains(tier));
    Set<Tier> missing = missing(steps);
    if (!askable || missing.isEmpty()) {
      return decide(request, steps);
    }
    log(Level.INFO, "Needs a person.", request, steps);
    return new Decision.NeedsPerson(request, steps, reason(request.tool(), missing));
  }

  /** Grants what a person said yes to, once. */
  public Grant approved(Decision.NeedsPerson needed, Approval approval) {
    LOG.log(
        Level.INFO,
        "Approved by a person. requestId={0} principal={1} tool={2} approvedBy={3} channel={4}"
            + " steps={5}",
        needed.request().id(),
        needed.request().principal(),
        needed.request().tool(),
        approval.by(),
        approval.channel(),
        needed.steps());
    return new Grant(needed.steps(), List.of());
  }

  /**
   * Records that a person was asked and nothing may be sent.
   *
   * @param outcome in a word: {@code declined}, {@code cancelled}, {@code late}
   */
  public void notApproved(Decision.NeedsPerson needed, String outcome) {
    LOG.log(
        Level.INFO,
        "Not approved. requestId={0} principal={1} tool={2} outcome={3} steps={4}",
        needed.request().id(),
        needed.request().principal(),
        needed.request().tool(),
        outcome,
        needed.steps());
  }

  private Set<Tier> missing(List<Step> steps) {
    Set<Tier> missing = EnumSet.noneOf(Tier.class);
    steps.stream()
        .map(Step::tier)
        .filter(tier -> !policy.allowed().contains(tier))
        .forEach(missing::add);
    return missing;
  }

  private static void log(Level level, String event, Request request, List<Step> steps) {
    LOG.log(
        level,
        event + " requestId={0} principal={1} tool={2} steps={3}",
        request.id(),
        request.principal(),
        request.tool(),
        steps);
  }

  private String reason(String tool, Set<Tier> missing) {
    String tiers = missing.stream().map(Tier::label).collect(Collectors.joining(" and "));
    return tool
        + " was not done, and nothing was sent: it needs the tier "
        + tiers
        + ", and this server allows "
        + policy.label()
        + " only. Only the person who starts the server can change that, with `--allow "
        + policy.labelWith(missing)
        + "`.";
  }
}
