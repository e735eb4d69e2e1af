package dev.proxmoxmcp.tools.plan;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.plan.PlannedStep;
import dev.proxmoxmcp.guard.plan.Proposal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What of the settings would allow calls like one, and as few others as it can. */
public final class NarrowRule {
  private static final int MOST_GUESTS = 5;

  /** Whose calls differ by the path alone. */
  private static final String ANY_ENDPOINT = "api_write";

  /** A rule about it would allow every command in the guest. */
  private static final String ANY_COMMAND = "guest_exec";

  /** What needs no quotes in YAML, and is no pattern to a rule. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/][A-Za-z0-9/_.-]*");

  private NarrowRule() {}

  /**
   * For people: a rule as it stands in {@code policy.rules}, or what names a command. Empty where
   * neither can allow it, because not all its guests are known, and where either would allow much
   * more.
   */
  public static Optional<String> of(Proposal proposal) {
    String tool = proposal.call().tool();
    if (tool.equals(ANY_COMMAND)) {
      return proposal.steps().isEmpty()
          ? Optional.empty()
          : Optional.of(
              "this command where policy.commands of the settings names it and the guest has its"
                  + " tag");
    }
    if (proposal.all().stream().anyMatch(one -> !one.subject().complete())
        || !PLAIN.matcher(proposal.call().cluster()).matches()
        || (tool.equals(ANY_ENDPOINT) && proposal.tiers().contains(Tier.EXEC))) {
      return Optional.empty();
    }
    return about(proposal)
        .map(about ->
            ("calls like it with `- allow: {tier: %s, cluster: %s, tool: %s, %s}` in policy.rules"
                    + " of the settings")
                .formatted(
                    listed(proposal.tiers().stream().map(Tier::label).toList()),
                    proposal.call().cluster(),
                    tool,
                    about));
  }

  /** The guests; where it is about none, or the tool calls any endpoint, the path. */
  private static Optional<String> about(Proposal proposal) {
    List<String> guests =
        proposal.all().stream()
            .flatMap(one -> one.subject().guests().stream())
            .map(guest -> Integer.toString(guest.vmid()))
            .distinct()
            .toList();
    if (guests.size() > MOST_GUESTS) {
      return Optional.empty();
    }
    String these = guests.isEmpty() ? "" : "guest: " + listed(guests);
    if (!these.isEmpty() && !proposal.call().tool().equals(ANY_ENDPOINT)) {
      return Optional.of(these);
    }
    List<String> paths =
        proposal.all().stream().map(PlannedStep::step).map(step -> step.path()).distinct().toList();
    return paths.size() == 1 && PLAIN.matcher(paths.getFirst()).matches()
        ? Optional.of((these.isEmpty() ? "" : these + ", ") + "path: " + paths.getFirst())
        : Optional.empty();
  }

  private static String listed(List<String> words) {
    return words.size() == 1 ? words.getFirst() : "[" + String.join(", ", words) + "]";
  }
}
