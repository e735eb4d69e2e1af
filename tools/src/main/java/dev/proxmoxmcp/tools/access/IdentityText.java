package dev.proxmoxmcp.tools.access;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.access.Coverage;
import dev.proxmoxmcp.client.access.Remaining;
import dev.proxmoxmcp.tools.access.Identity.Expiry;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An identity in a few lines. */
final class IdentityText {
  private IdentityText() {}

  static String concise(Identity identity) {
    List<String> lines = new ArrayList<>();
    lines.add(identity.who().begins() + " at " + identity.version() + ". " + expiry(identity));
    lines.add("This server allows: " + tiers(identity.tiers().allowed()) + ".");
    if (identity.held().none()) {
      lines.add(
          "It has no rights at all: lists are empty because nothing is visible to it, not because"
              + " there is nothing. "
              + identity.grant(identity.coverage().getFirst()));
      return String.join("\n", lines);
    }
    String works = does(identity, identity.works());
    lines.add("Works: " + (works.isEmpty() ? "nothing" : works) + ".");
    String afterYes = does(identity, identity.worksAfterYes());
    if (!afterYes.isEmpty()) {
      lines.add("Works after a person's yes to the plan: " + afterYes + ".");
    }
    List<String> failures =
        identity.fails().stream()
            .filter(Coverage::isUsual)
            .map(one -> failure(identity, one))
            .toList();
    lines.addAll(failures);
    String rest =
        identity.fails().stream()
            .filter(one -> !one.isUsual())
            .map(identity::does)
            .collect(Collectors.joining("; "));
    if (!rest.isEmpty()) {
      lines.add(
          (failures.isEmpty() ? "Not" : "Nor")
              + " granted, if it is wanted (format=detailed has the grants): "
              + rest
              + ".");
    }
    return String.join("\n", lines);
  }

  private static String does(Identity identity, List<Coverage> toolsets) {
    return toolsets.stream()
        .map(one -> identity.does(one) + (one.whole() ? "" : " (in a part of it)"))
        .collect(Collectors.joining("; "));
  }

  private static String failure(Identity identity, Coverage one) {
    return "Would fail: %s: lacks %s. %s"
        .formatted(identity.does(one), one.lacking(), identity.grant(one));
  }

  static String detailed(Identity identity) {
    List<String> lines = new ArrayList<>(List.of(concise(identity)));
    identity.fails().stream()
        .filter(one -> !one.isUsual() && !identity.held().none())
        .forEach(one -> lines.add(failure(identity, one)));
    if (!identity.tiers().asking().isEmpty()) {
      lines.add("This server asks a person: " + tiers(identity.tiers().asking()) + ".");
    }
    identity
        .held()
        .byPath()
        .forEach((path, privileges) ->
            lines.add(
                Foreign.word(path)
                    + ": "
                    + privileges.keySet().stream()
                        .sorted()
                        .map(Foreign::word)
                        .collect(Collectors.joining(" "))));
    return String.join("\n", lines);
  }

  private static String tiers(List<Tier> tiers) {
    return tiers.stream().map(Tier::label).collect(Collectors.joining(", "));
  }

  private static String expiry(Identity identity) {
    return switch (identity.expiry()) {
      case Expiry.OfNobody() -> "It logs in with a password.";
      case Expiry.NotVisible(String needs) ->
          "When it expires is not visible to it (needs " + needs + ").";
      case Expiry.Known known ->
          known.end() == null
              ? "It never expires."
              : mark(known.remaining())
                  + "It "
                  + known.words()
                  + ", on "
                  + known.end()
                  + rotation(identity);
    };
  }

  private static String mark(Remaining remaining) {
    return switch (remaining) {
      case ENDLESS, AMPLE -> "";
      case SOON -> "SOON: ";
      case VERY_SOON, OVER -> "URGENT: ";
    };
  }

  private static String rotation(Identity identity) {
    String command = identity.rotation();
    return command.isEmpty() ? "." : "; whoever runs this server mends it by: " + command + ".";
  }
}
