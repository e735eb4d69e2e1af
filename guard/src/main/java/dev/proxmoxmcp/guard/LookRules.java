package dev.proxmoxmcp.guard;

import dev.proxmoxmcp.guard.plan.Step;
import dev.proxmoxmcp.guard.policy.Ruling;
import dev.proxmoxmcp.guard.policy.Subject;
import dev.proxmoxmcp.guard.policy.Wish;
import java.util.Optional;

/**
 * What the rules say against looks of one call. Most policies say nothing, and need not be asked:
 * {@link Policy#leavesReadsAlone}. Thread-safe.
 *
 * @param guard has the rules
 * @param request who looks
 * @param tool with which tool
 */
public record LookRules(Guard guard, Guard.Request request, String tool) {
  /**
   * Why {@code step} may not be looked at; empty if it may. A look is never planned, so what a
   * person would have to approve is refused.
   *
   * @param subject the guests that it shows
   */
  public Optional<String> objection(Step step, Subject subject) {
    Wish wish =
        new Wish(
            request.principal(),
            tool,
            step.cluster(),
            step.tier(),
            step.method(),
            step.path(),
            subject,
            guard.ledger().now());
    return switch (guard.policy().of(wish)) {
      case Ruling.Allowed _ -> Optional.empty();
      case Ruling.Denied(String by) ->
          Optional.of(
              "the policy forbids to look at this ("
                  + by
                  + "); only who writes the policy can change that");
      case Ruling.NeedsPerson(String by) ->
          Optional.of(
              "the policy wants a person's yes to look at this ("
                  + by
                  + "), and looks are not planned; a person can look himself");
    };
  }
}
