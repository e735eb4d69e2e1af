package dev.proxmoxmcp.guard;

import dev.proxmoxmcp.base.Tier;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides over steps by the policy, and is the only maker of grants. Thread-safe. */
public final class Guard {
  private static final Logger LOG = System.getLogger(Guard.class.getName());

  private final Policy policy;

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
   * @param principal on whose behalf
   * @param tool the tool that wants to take them
   * @param steps in the order in which they will be sent; an empty list gives a grant of nothing
   */
  public Decision decide(String principal, String tool, List<Step> steps) {
    Set<Tier> missing = EnumSet.noneOf(Tier.class);
    for (Step step : steps) {
      if (!policy.allowed().contains(step.tier())) {
        missing.add(step.tier());
      }
    }
    Level level = steps.isEmpty() ? Level.DEBUG : Level.INFO;
    if (missing.isEmpty()) {
      LOG.log(level, "Granted principal={0} tool={1} steps={2}", principal, tool, steps);
      return new Decision.Granted(new Grant(steps));
    }
    LOG.log(level, "Denied principal={0} tool={1} steps={2}", principal, tool, steps);
    return new Decision.Denied(reason(tool, missing));
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
