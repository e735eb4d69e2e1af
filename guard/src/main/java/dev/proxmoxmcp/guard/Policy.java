package dev.proxmoxmcp.guard;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.policy.Ruling;
import dev.proxmoxmcp.guard.policy.Wish;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which tiers calls may use by themselves. Reading is always allowed; tiers do not imply each
 * other. Immutable.
 *
 * @param allowed the tiers, {@link Tier#READ} among them
 */
public record Policy(Set<Tier> allowed) {
  public Policy {
    EnumSet<Tier> withRead = EnumSet.of(Tier.READ);
    withRead.addAll(allowed);
    allowed = Collections.unmodifiableSet(withRead);
  }

  /** Looks, and nothing else: what a server does that was told nothing. */
  public static Policy readsOnly() {
    return new Policy(Set.of());
  }

  /** What it says to one step. */
  public Ruling of(Wish wish) {
    return allowed.contains(wish.tier())
        ? new Ruling.Allowed("--allow")
        : new Ruling.NeedsPerson("default");
  }

  /**
   * The allowed tiers from harmless to everything, as {@code --allow} takes them: "read,change".
   */
  public String label() {
    return allowed.stream().map(Tier::label).collect(Collectors.joining(","));
  }

  /** The label of this policy with {@code more} allowed too. */
  String labelWith(Set<Tier> more) {
    EnumSet<Tier> all = EnumSet.copyOf(allowed);
    all.addAll(more);
    return new Policy(all).label();
  }
}
