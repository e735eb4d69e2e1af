package dev.proxmoxmcp.guard;

import dev.proxmoxmcp.guard.command.NamedCommand;
import dev.proxmoxmcp.guard.plan.PlannedStep;
import dev.proxmoxmcp.guard.plan.Proposal;
import dev.proxmoxmcp.guard.plan.Undo;
import dev.proxmoxmcp.guard.policy.Protection;
import dev.proxmoxmcp.guard.policy.Ruling;
import dev.proxmoxmcp.guard.policy.Wish;
import java.time.Duration;

/**
 * What the rules say to a proposal as a whole: the gravest of what they say to its steps, and
 * whether what its principal has read makes it graver.
 *
 * @param policy the rules
 * @param ledger knows who has read what a guest wrote
 * @param taint how long that counts; zero for never
 */
record Rulings(Policy policy, Ledger ledger, Duration taint) {
  /** With the guests marked that the settings protect. */
  Proposal guarded(Proposal wanted) {
    String cluster = wanted.call().cluster();
    return wanted.protecting(
        guest -> policy.protection(guest, cluster) instanceof Protection.TypeName);
  }

  /** What the rules say, without doing anything: for a plan that is only shown. */
  Ruling of(Guard.Request request, Proposal proposal) {
    Ruling worst = new Ruling.Allowed("default");
    for (PlannedStep step : proposal.all()) {
      Ruling one = policy.of(wish(request, proposal, step));
      if (one instanceof Ruling.Denied) {
        return one;
      }
      if (worst instanceof Ruling.Allowed) {
        worst = one;
      }
    }
    if (worst instanceof Ruling.Allowed
        && grave(proposal)
        && ledger.isTainted(request.principal())) {
      return new Ruling.NeedsPerson(taintRule());
    }
    return worst;
  }

  /** A named command needs nobody, unless a rule wants a person or what was read does. */
  Ruling of(Guard.Request request, Proposal proposal, NamedCommand command) {
    Ruling own = of(request, proposal);
    boolean byDefault = own instanceof Ruling.NeedsPerson && own.by().equals(Policy.DEFAULT);
    boolean tainted = ledger.isTainted(request.principal());
    boolean byTaint = own instanceof Ruling.NeedsPerson && own.by().equals(taintRule());
    boolean unread = !tainted || command.exempt();
    boolean free = (byDefault && unread) || (byTaint && command.exempt());
    return free ? new Ruling.Allowed("policy.commands." + command.name()) : own;
  }

  private String taintRule() {
    return "what a guest wrote was read less than " + taint.toMinutes() + " minutes ago";
  }

  private Wish wish(Guard.Request request, Proposal proposal, PlannedStep one) {
    return new Wish(
        request.principal(),
        proposal.call().tool(),
        one.step().cluster(),
        one.step().tier(),
        one.step().method(),
        one.step().path(),
        one.subject(),
        ledger.now());
  }

  private static boolean grave(Proposal proposal) {
    if (proposal.undo() instanceof Undo.Nothing) {
      return false;
    }
    return proposal.tiers().stream()
        .anyMatch(tier ->
            switch (tier) {
              case READ, CHANGE -> false;
              case DESTROY, EXEC, ADMIN -> true;
            });
  }
}
