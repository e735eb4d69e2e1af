package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.Tier;

/**
 * What a call can do, and why that is thought.
 *
 * @param why half a sentence for people, such as {@code needs Sys.Modify}
 */
public record Verdict(Tier tier, String why) {
  /**
   * Of two verdicts on one call the graver. Reads and changes give way to everything else. A call
   * that loses something and also runs something is administration: tiers do not imply each other,
   * so who allowed only one of the two has not allowed both, and a parameter more never makes a
   * call that was forbidden one that is allowed.
   */
  public Verdict and(Verdict other) {
    if (tier == other.tier) {
      return why.equals(other.why) ? this : new Verdict(tier, why + "; " + other.why);
    }
    boolean both =
        (tier == Tier.DESTROY && other.tier == Tier.EXEC)
            || (tier == Tier.EXEC && other.tier == Tier.DESTROY);
    if (both) {
      return new Verdict(Tier.ADMIN, why + "; " + other.why);
    }
    return tier.compareTo(other.tier) > 0 ? this : other;
  }
}
