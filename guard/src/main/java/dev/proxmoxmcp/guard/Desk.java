package dev.proxmoxmcp.guard;

import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.plan.Approval;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.PlanId;
import dev.proxmoxmcp.guard.plan.PlanText;
import dev.proxmoxmcp.guard.plan.Standing;
import dev.proxmoxmcp.guard.plan.StandingApproval;
import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a person decides about plans: the command line and the pages of the server, which have
 * established who he is before. No tool reaches it. Thread-safe.
 */
public final class Desk {
  private final Ledger ledger;

  /** What came of a decision. */
  public sealed interface Result {
    /** It counts. */
    record Done(Plan plan) implements Result {}

    /** There is no such plan any more, or it was decided about already. */
    record Gone(String why) implements Result {}

    /** A name must be typed, and what was typed is not it. */
    record WrongName(List<String> names) implements Result {}

    /** Such a plan is approved one by one only. */
    record OnlyOnce(String why) implements Result {}
  }

  /**
   * How far a yes goes.
   *
   * @param uses for how many plans like this one, this one among them; at least 1
   * @param duration for how long, where it is for more than one
   */
  public record Terms(int uses, Duration duration) {
    private static final int MOST_USES = 100;
    private static final Duration LONGEST = Duration.ofHours(24);

    /** For this plan alone. */
    public static final Terms ONCE = new Terms(1, Ledger.PLAN_LIFE);

    /**
     * @throws IllegalArgumentException if it is out of bounds
     */
    public Terms {
      if (uses < 1 || uses > MOST_USES) {
        throw new IllegalArgumentException(
            "an approval is for 1 to " + MOST_USES + " plans, not for " + uses);
      }
      if (!duration.isPositive() || duration.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("an approval is for 24 hours at most");
      }
    }
  }

  /** At that memory. */
  public Desk(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Plans that can still be decided about or run, the oldest first. */
  public List<Plan> waiting() {
    Instant now = ledger.now();
    return ledger
        .store()
        .look(books ->
            books.all(Kind.WAITING).values().stream()
                .map(PlanText::read)
                .filter(plan -> now.isBefore(plan.until()))
                .sorted(Comparator.comparing(Plan::made))
                .toList());
  }

  /** The plan of that name that can still be decided about or run. */
  public Optional<Plan> find(PlanId id) {
    return ledger.store().look(books -> ledger.waiting(books, id));
  }

  /**
   * Says yes to a plan.
   *
   * @param digest of the plan that the person saw
   * @param typed the name that he typed; "" for none
   */
  public Result approve(PlanId id, String digest, Approval approval, Terms terms, String typed) {
    return ledger.store().change(books -> approve(books, id, digest, approval, terms, typed));
  }

  private Result approve(
      Books books, PlanId id, String digest, Approval approval, Terms terms, String typed) {
    Optional<Plan> found = ledger.waiting(books, id);
    boolean seen =
        found.filter(plan -> plan.digest().equals(digest)).isPresent()
            || !ledger.on(Mitigation.SEEN);
    if (found.isEmpty() || !seen) {
      return new Result.Gone("There is no plan " + id + " that waits.");
    }
    Plan plan = found.get();
    if (!(plan.standing() instanceof Standing.Waiting) && ledger.on(Mitigation.DECIDED)) {
      return new Result.Gone("The plan " + id + " was decided about already.");
    }
    List<String> names = plan.proposal().namesToType();
    if (!names.isEmpty() && !plan.proposal().namedBy(typed) && ledger.on(Mitigation.NAME)) {
      return new Result.WrongName(names);
    }
    Instant now = ledger.now();
    if (terms.uses() > 1) {
      if (!names.isEmpty()) {
        return new Result.OnlyOnce("A protected guest is approved one by one.");
      }
      StandingApproval more =
          StandingApproval.like(plan, terms.uses() - 1, now.plus(terms.duration()), approval);
      if (more.vmids().isEmpty()
          || plan.proposal().all().stream().anyMatch(one -> !one.subject().complete())) {
        return new Result.OnlyOnce(
            "What is not about guests that are known is approved one by one.");
      }
      books.put(Kind.LEAVE, id.text(), more.write(), more.until());
    }
    Plan approved = plan.now(new Standing.Approved(approval, now));
    books.put(Kind.WAITING, id.text(), PlanText.write(approved), plan.until());
    books.append(
        Trail.of(
            Event.APPROVED,
            plan,
            "-",
            now,
            detail -> {
              describe(approval, detail);
              detail.put("uses", terms.uses());
              if (terms.uses() > 1) {
                detail.put("until", now.plus(terms.duration()).toString());
              }
            }));
    return new Result.Done(approved);
  }

  /** Says no to a plan; nobody can run it any more. */
  public Result deny(PlanId id, Approval no) {
    return ledger
        .store()
        .change(books -> {
          Optional<Plan> found = ledger.waiting(books, id);
          if (found.isEmpty()) {
            return new Result.Gone("There is no plan " + id + " that waits.");
          }
          books.remove(Kind.WAITING, id.text());
          books.append(
              Trail.of(
                  Event.DENIED,
                  found.get(),
                  "-",
                  ledger.now(),
                  detail -> {
                    describe(no, detail);
                    detail.put("outcome", "denied");
                  }));
          return new Result.Done(found.get());
        });
  }

  static void describe(Approval approval, ObjectNode detail) {
    detail.put("by", approval.by()).put("channel", approval.channel());
  }
}
