package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.access.Coverage;
import dev.proxmoxmcp.client.access.Grants;
import dev.proxmoxmcp.client.access.Lack;
import dev.proxmoxmcp.client.access.Need;
import dev.proxmoxmcp.client.access.Permissions;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.client.cluster.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the rights are those that the tools need, and no more. The table is that of {@link
 * Toolset}; a right somewhere below the path is enough to say that a tool works there.
 */
final class Rights {
  private static final String TOPIC = "rights";

  private final AuthId who;
  private final Product product;
  private final Permissions held;

  Rights(AuthId who, Product product, Permissions held) {
    this.who = who;
    this.product = product;
    this.held = held;
  }

  /** One finding for each toolset of the {@code allowed} tiers, and what is too much. */
  List<Finding> findings(Version version, Set<Tier> allowed) {
    if (held.none()) {
      return List.of(
          Finding.problem(
              TOPIC,
              who.begins() + " has no rights at all, so every tool would show nothing.",
              grants().mend(lacks(Toolset.INVENTORY.needs(product, version.release())))));
    }
    List<Finding> findings = new ArrayList<>();
    for (Coverage one : Coverage.of(product, version.release(), held)) {
      boolean told = one.isUsual() || one.works();
      if (allowed.contains(one.toolset().tier()) && told) {
        findings.add(of(one));
      }
    }
    if (!allowed.contains(Tier.ADMIN) && mayEverything()) {
      findings.add(
          Finding.warning(
              TOPIC,
              who.begins()
                  + " may also give rights to others. Nothing that is allowed here needs that;"
                  + " whoever gets the secret has it all.",
              "grant it the roles of docs/quick-start.md instead"));
    }
    return findings;
  }

  private Finding of(Coverage one) {
    String does = one.toolset().does(product);
    if (one.works()) {
      return Finding.ok(TOPIC, does + (one.whole() ? "" : ": in a part of the cluster"));
    }
    return Finding.warning(
        TOPIC,
        "Cannot "
            + does
            + ": "
            + who.described()
            + " lacks "
            + one.lacks().stream().map(Lack::toString).collect(Collectors.joining(", "))
            + ".",
        grants().mend(one.lacks()));
  }

  private boolean mayEverything() {
    return held.has("/", "Permissions.Modify");
  }

  private static List<Lack> lacks(List<Need> needs) {
    return needs.stream().map(need -> new Lack(need.path(), need.privileges(), false)).toList();
  }

  private Grants grants() {
    return switch (product) {
      case PVE -> Grants.ofPve(who);
      case PBS -> Grants.ofPbs(who);
    };
  }
}
