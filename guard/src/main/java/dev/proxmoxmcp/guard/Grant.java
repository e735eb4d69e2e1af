package dev.proxmoxmcp.guard;

import dev.proxmoxmcp.base.Tier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Leave to take some steps, each once and in their order; and looks at what they began, as often as
 * it takes. Only {@link Guard} makes grants. Owned by one call of a tool; thread-safe all the same,
 * because using a step up must be one action.
 */
public final class Grant {
  private final Deque<Step> remaining;
  private final List<Step> looks;

  Grant(List<Step> steps, List<Step> looks) {
    this.remaining = new ArrayDeque<>(steps);
    this.looks = List.copyOf(looks);
  }

  /** A grant of nothing: what a call has before it asked, enough for reads. */
  public static Grant none() {
    return new Grant(List.of(), List.of());
  }

  /**
   * Uses {@code step} up. Reads need no grant and use none up.
   *
   * @throws NotGranted if the step is not the next one of this grant; nothing is used up then
   */
  public synchronized void use(Step step) {
    if (step.tier() == Tier.READ || isLook(step)) {
      return;
    }
    if (!step.equals(remaining.peekFirst())) {
      throw new NotGranted(step, remaining.peekFirst());
    }
    remaining.removeFirst();
  }

  /** A look's parameters are not compared: they name what an earlier step brought about. */
  private boolean isLook(Step step) {
    return remaining.isEmpty() && looks.stream().anyMatch(step::sameButForParameters);
  }
}
