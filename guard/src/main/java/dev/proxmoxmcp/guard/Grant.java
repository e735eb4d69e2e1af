package dev.proxmoxmcp.guard;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.PlannedStep;
import dev.proxmoxmcp.guard.plan.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leave to take the steps of a plan, each once and in their order; and looks at what they began, as
 * often as it takes. Only {@link Guard} makes grants. Owned by one call of a tool; thread-safe all
 * the same, because using a step up must be one action.
 */
public final class Grant {
  private static final Grant NONE = new Grant(null, List.of(), List.of(), true);

  private final @Nullable Plan plan;
  private final Deque<Step> remaining;
  private final List<Step> looks;
  private final boolean strict;

  private Grant(
      @Nullable Plan plan, List<PlannedStep> steps, List<PlannedStep> looks, boolean strict) {
    this.strict = strict;
    this.plan = plan;
    this.remaining = new ArrayDeque<>(steps.stream().map(PlannedStep::step).toList());
    this.looks = looks.stream().map(PlannedStep::step).toList();
  }

  /** A grant of nothing: what a call has before it asked, enough for reads. */
  public static Grant none() {
    return NONE;
  }

  static Grant of(Plan plan, boolean strict) {
    return new Grant(plan, plan.proposal().steps(), plan.proposal().looks(), strict);
  }

  /** What it lets go; empty if nothing. */
  public Optional<Plan> plan() {
    return Optional.ofNullable(plan);
  }

  /**
   * Uses {@code step} up. Reads need no grant and use none up.
   *
   * @throws NotGranted if the step is not the next one of this grant; nothing is used up then
   */
  public synchronized void use(Step step) {
    if (step.tier() == Tier.READ || isLook(step) || !strict) {
      return;
    }
    if (!step.equals(remaining.peekFirst())) {
      throw new NotGranted(step, remaining.peekFirst());
    }
    remaining.removeFirst();
  }

  /** Whether {@code step} is one that was used up or is waiting, and no read or look. */
  public synchronized boolean counts(Step step) {
    return step.tier() != Tier.READ && plan != null && !isLook(step);
  }

  /** A look's parameters are not compared: they name what an earlier step brought about. */
  private boolean isLook(Step step) {
    return remaining.isEmpty() && looks.stream().anyMatch(step::sameButForParameters);
  }
}
