package dev.proxmoxmcp.tools.plan;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.plan.PlannedStep;
import dev.proxmoxmcp.guard.plan.Proposal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rule of the settings that would allow calls like one, and as few others as it can. */
public final class NarrowRule {
  private static final int MOST_GUESTS = 5;

  /** What needs no quotes in YAML, and is no pattern to a rule. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/][A-Za-z0-9/_.-]*");

  private NarrowRule() {}

  /**
   * As it stands in {@code policy.rules}. Empty where no rule can allow it, because not all its
   * guests are known, and where one would allow much more.
   */
  public static Optional<String> of(Proposal proposal) {
    if (proposal.all().stream().anyMatch(one -> !one.subject().complete())
        || !PLAIN.matcher(proposal.call().cluster()).matches()) {
      return Optional.empty();
    }
    return about(proposal)
        .map(about ->
            "- allow: {tier: %s, cluster: %s, tool: %s, %s}"
                .formatted(
                    listed(proposal.tiers().stream().map(Tier::label).toList()),
                    proposal.call().cluster(),
                    proposal.call().tool(),
                    about));
  }

  /** The guests; where it is about none, the path. */
  private static Optional<String> about(Proposal proposal) {
    List<String> guests =
        proposal.all().stream()
            .flatMap(one -> one.subject().guests().stream())
            .map(guest -> Integer.toString(guest.vmid()))
            .distinct()
            .toList();
    if (!guests.isEmpty()) {
      return guests.size() > MOST_GUESTS
          ? Optional.empty()
          : Optional.of("guest: " + listed(guests));
    }
    List<String> paths =
        proposal.all().stream().map(PlannedStep::step).map(step -> step.path()).distinct().toList();
    return paths.size() == 1 && PLAIN.matcher(paths.getFirst()).matches()
        ? Optional.of("path: " + paths.getFirst())
        : Optional.empty();
  }

  private static String listed(List<String> words) {
    return words.size() == 1 ? words.getFirst() : "[" + String.join(", ", words) + "]";
  }
}
