package dev.proxmoxmcp.guard;

import dev.proxmoxmcp.guard.plan.Step;
import org.jspecify.annotations.Nullable;

/**
 * A step reached the gate that its call was not granted. It means a mistake in a tool, never one of
 * the user: the step was stopped, and nothing left for the cluster.
 */
public final class NotGranted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotGranted(Step step, @Nullable Step next) {
    super(
        "Stopped before it was sent: "
            + step
            + " (tier "
            + step.tier().label()
            + ") is not what was granted; "
            + (next == null ? "no step is left" : "the next step is " + next));
  }

  /** What was stopped, and what would have been next. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
