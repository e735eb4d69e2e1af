package dev.proxmoxmcp.guard;

import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.audit.Origin;
import dev.proxmoxmcp.guard.command.NamedCommand;
import dev.proxmoxmcp.guard.plan.Approval;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.PlanId;
import dev.proxmoxmcp.guard.plan.PlannedStep;
import dev.proxmoxmcp.guard.plan.Proposal;
import dev.proxmoxmcp.guard.plan.Standing;
import dev.proxmoxmcp.guard.policy.Ruling;
import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.CannotRecord;
import dev.proxmoxmcp.guard.store.Kind;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Decides over what calls want to do, by the rules, and is the only maker of grants. Nothing is
 * granted whose intent is not recorded. Thread-safe.
 */
public final class Guard {
  private static final Logger LOG = System.getLogger(Guard.class.getName());

  /** How long a principal that has read what a guest wrote needs a person for grave things. */
  public static final Duration TAINT = Duration.ofMinutes(30);

  private static final String GONE =
      "Nothing was sent: there is no plan %s that you can run. It was run already, a person denied"
          + " it, or its 10 minutes are over. Make the call again for a new plan.";

  private final Policy policy;
  private final Ledger ledger;
  private final Duration taint;
  private final Rulings rulings;

  /**
   * Who wants something.
   *
   * @param id of the call, which joins its events in the log and in the audit trail
   * @param principal on whose behalf
   * @param asker the same for people: {@code local through "Claude"}
   */
  public record Request(String id, String principal, String asker) {}

  /** By those rules, with that memory. */
  public Guard(Policy policy, Ledger ledger) {
    this(policy, ledger, TAINT);
  }

  /**
   * The same.
   *
   * @param taint how long a principal that has read what a guest wrote needs a person for all but
   *     changes that can be taken back; zero for not at all
   */
  public Guard(Policy policy, Ledger ledger, Duration taint) {
    this.policy = policy;
    this.ledger = ledger;
    this.taint = taint;
    this.rulings = new Rulings(policy, ledger, taint);
  }

  /** One whose memory ends with it, for programs that change nothing and for tests. */
  public static Guard forgetful(Policy policy, InstantSource clock, long seed) {
    return new Guard(policy, Ledger.inMemory(clock, new Random(seed)));
  }

  /** What this guard follows; for the texts that tell a model what it may do. */
  public Policy policy() {
    return policy;
  }

  /** Its memory. */
  public Ledger ledger() {
    return ledger;
  }

  /**
   * Decides over all that a call wants to do together: either all of it may go, or none. What the
   * rules allow is let go, and its intent recorded.
   */
  public Decision propose(Request request, Proposal wanted) {
    return propose(request, wanted, Optional.empty());
  }

  /**
   * The same for a command that the settings may have named.
   *
   * @param named by whoever wrote them; empty if it is any other
   */
  public Decision propose(Request request, Proposal wanted, Optional<NamedCommand> named) {
    Proposal proposal = rulings.guarded(wanted);
    return recording(
        request,
        proposal,
        () -> {
          Ruling ruling =
              named
                  .map(command -> rulings.of(request, proposal, command))
                  .orElseGet(() -> rulings.of(request, proposal));
          return switch (ruling) {
            case Ruling.Denied denied -> denied(request, proposal, forbidden(proposal, denied));
            case Ruling.Allowed(String by) ->
                go(request, ledger.draft(request, proposal, by), _ -> Optional.of(by));
            case Ruling.NeedsPerson(String by) -> bySomebodyBefore(request, proposal, by);
          };
        });
  }

  /** What the rules say, without doing anything: for a plan that is only shown. */
  public Ruling ruling(Request request, Proposal proposal) {
    return rulings.of(request, proposal);
  }

  /** A person may have said yes to plans like this one. */
  private Decision bySomebodyBefore(Request request, Proposal proposal, String rule) {
    Plan plan = ledger.draft(request, proposal, rule);
    if (!proposal.namesToType().isEmpty()) {
      return new Decision.NeedsPerson(plan, rule);
    }
    Decision decision =
        go(
            request,
            plan,
            books ->
                ledger
                    .standingApproval(books, request.principal(), proposal)
                    .map(Guard::approvedBy));
    return decision instanceof Decision.NeedsPerson
        ? new Decision.NeedsPerson(plan, rule)
        : decision;
  }

  private static String approvedBy(Approval approval) {
    return "approved by " + approval.by() + " (" + approval.channel() + ")";
  }

  /**
   * Lets a plan go, if it may.
   *
   * @param by what lets it go, looked for in the same transaction; empty if nothing does
   */
  private Decision go(Request request, Plan plan, Function<Books, Optional<String>> by) {
    Outcome outcome =
        ledger
            .store()
            .change(books -> {
              Optional<String> found = by.apply(books);
              return found.isEmpty()
                  ? new Outcome.Nothing()
                  : opened(books, plan, found.get(), request);
            });
    return told(outcome, request, plan);
  }

  private Decision told(Outcome outcome, Request request, Plan plan) {
    return switch (outcome) {
      case Outcome.Nothing() -> new Decision.NeedsPerson(plan, "");
      case Outcome.Gone(String rule) -> granted(request, plan, rule);
      case Outcome.Stopped(String why) -> denied(request, plan.proposal(), why);
    };
  }

  private Outcome opened(Books books, Plan plan, String by, Request request) {
    ledger.open(books, plan, by, request.id());
    return new Outcome.Gone(by);
  }

  /** Makes a plan known to others, so that a person can decide about it, and to be run later. */
  public Plan keep(Request request, Plan plan) {
    ledger.keep(plan, request.id());
    return plan;
  }

  /** A plan to be kept and shown, whatever the rules say of it. */
  public Plan planned(Request request, Proposal wanted) {
    Proposal proposal = rulings.guarded(wanted);
    Ruling ruling = rulings.of(request, proposal);
    return ledger.draft(request, proposal, ruling.by());
  }

  /**
   * The plan of that name, of that principal, that can still be run; to everybody else there is
   * none.
   */
  public Optional<Plan> plan(Request request, PlanId id) {
    return ledger
        .store()
        .look(books -> ledger.waiting(books, id))
        .filter(plan ->
            plan.principal().equals(request.principal()) || !ledger.on(Mitigation.PRINCIPAL));
  }

  /**
   * Runs a plan: lets it go once, if all is still as it was and a person said yes or none is
   * needed.
   *
   * @param wanted what the same call would do now
   * @param just the yes that a person said this moment; empty if it was said elsewhere
   */
  public Decision run(Request request, PlanId id, Proposal wanted, Optional<Approval> just) {
    Proposal now = rulings.guarded(wanted);
    return recording(
        request,
        now,
        () -> {
          Optional<Plan> found = plan(request, id);
          if (found.isEmpty()) {
            return denied(request, now, GONE.formatted(id));
          }
          Plan plan = found.get();
          if (ledger.on(Mitigation.DIGEST)
              && !plan.digest().equals(Plan.digest(plan.principal(), now))) {
            return changed(request, plan, now);
          }
          Ruling ruling = rulings.of(request, now);
          if (ruling instanceof Ruling.Denied denied && ledger.on(Mitigation.RULES_AT_RUN)) {
            return denied(request, now, forbidden(now, denied));
          }
          Decision decision = runNow(request, plan, ruling, just);
          return decision instanceof Decision.NeedsPerson
              ? new Decision.NeedsPerson(plan, ruling.by())
              : decision;
        });
  }

  /** The look at its standing and the run are one transaction, so that it is run once. */
  private Decision runNow(Request request, Plan plan, Ruling ruling, Optional<Approval> just) {
    Outcome outcome =
        ledger
            .store()
            .change(books -> {
              Optional<Plan> still = ledger.waiting(books, plan.id());
              if (still.isEmpty()) {
                return new Outcome.Stopped(GONE.formatted(plan.id()));
              }
              Optional<String> by = by(still.get(), ruling, just);
              just.ifPresent(approval ->
                  books.append(
                      Trail.of(
                          Event.APPROVED,
                          plan,
                          request.id(),
                          ledger.now(),
                          detail -> Desk.describe(approval, detail))));
              return by.isEmpty()
                  ? ledger.awaited(books, still.get(), ruling.by())
                  : opened(books, still.get(), by.get(), request);
            });
    return told(outcome, request, plan);
  }

  private Optional<String> by(Plan plan, Ruling ruling, Optional<Approval> just) {
    if (just.isPresent()) {
      return just.map(Guard::approvedBy);
    }
    if (plan.standing() instanceof Standing.Approved(Approval approval, _)) {
      return Optional.of(approvedBy(approval));
    }
    if (ruling instanceof Ruling.Allowed(String by)) {
      return Optional.of(by);
    }
    return ledger.on(Mitigation.APPROVAL) ? Optional.empty() : Optional.of("nobody");
  }

  /** What was planned for another state is not run, now or later. */
  private Decision changed(Request request, Plan plan, Proposal now) {
    ledger
        .store()
        .change(books -> {
          books.remove(Kind.WAITING, plan.id().text());
          return true;
        });
    return denied(
        request,
        now,
        "Nothing was sent: the plan "
            + plan.id()
            + " was made for another state. "
            + String.join("; ", plan.difference(now))
            + ". Make the call again for a plan of what is there now.");
  }

  /** Records that a person was asked through the client and did not say yes. */
  public void notApproved(Request request, Plan plan, String outcome) {
    LOG.log(
        Level.INFO,
        "Not approved. requestId={0} principal={1} plan={2} outcome={3}",
        request.id(),
        request.principal(),
        plan.id(),
        outcome);
    ledger
        .store()
        .change(books -> {
          books.remove(Kind.WAITING, plan.id().text());
          return books.append(
              Trail.of(
                  Event.DENIED,
                  plan,
                  request.id(),
                  ledger.now(),
                  detail ->
                      detail
                          .put("outcome", outcome)
                          .put("by", request.principal())
                          .put("channel", "form")));
        });
  }

  /** Notes that what a guest wrote was shown to that principal. */
  public void tainted(Request request) {
    if (taint.isPositive()) {
      ledger.taint(request.principal(), ledger.now().plus(taint));
    }
  }

  /** Records a look, without waiting for that. */
  public void looked(Request request, String cluster, String tool, String outcome) {
    ledger.looked(new Origin(request.principal(), request.id(), cluster, tool), outcome);
  }

  private Decision granted(Request request, Plan plan, String by) {
    LOG.log(
        Level.INFO,
        "Granted. requestId={0} principal={1} tool={2} plan={3} by=\"{4}\" steps={5}",
        request.id(),
        request.principal(),
        plan.proposal().call().tool(),
        plan.id(),
        by,
        plan.proposal().steps().stream().map(PlannedStep::step).toList());
    return new Decision.Granted(Grant.of(plan, ledger.on(Mitigation.NEXT_STEP)));
  }

  private Decision denied(Request request, Proposal proposal, String reason) {
    LOG.log(
        Level.INFO,
        "Denied. requestId={0} principal={1} tool={2} steps={3}",
        request.id(),
        request.principal(),
        proposal.call().tool(),
        proposal.steps().stream().map(PlannedStep::step).toList());
    ledger
        .store()
        .later(books ->
            books.append(
                new AuditEntry(
                    ledger.now(),
                    Event.REFUSED,
                    new Origin(
                        request.principal(),
                        request.id(),
                        proposal.call().cluster(),
                        proposal.call().tool()),
                    Trail.refused(proposal, reason))));
    return new Decision.Denied(reason);
  }

  private static String forbidden(Proposal proposal, Ruling.Denied denied) {
    return proposal.title()
        + " was not done, and nothing was sent: the policy forbids it ("
        + denied.by()
        + "). Nobody can approve it; only who writes the policy can change that, and `proxmox-mcp"
        + " policy test` shows which rule decides.";
  }

  /** A change that cannot be recorded is not done. */
  private Decision recording(Request request, Proposal proposal, Supplier<Decision> decision) {
    try {
      return decision.get();
    } catch (Objected objected) {
      return denied(request, proposal, objected.getMessage());
    } catch (CannotRecord cannot) {
      LOG.log(
          Level.ERROR,
          "A change was refused because it cannot be recorded. requestId={0} why=\"{1}\"",
          request.id(),
          cannot.getMessage());
      return new Decision.Denied(
          proposal.title()
              + " was not done, and nothing was sent, because that cannot be recorded: "
              + cannot.getMessage());
    }
  }
}
