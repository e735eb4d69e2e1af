package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.Product;
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

  /** Whoever allows the tier has tools for these; of the others it is only told what works. */
  private static final Set<Toolset> EXPECTED =
      Set.of(Toolset.INVENTORY, Toolset.OPERATE, Toolset.BACKUP, Toolset.EXEC);

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
    for (Toolset toolset : Toolset.of(product)) {
      List<Need> needs = toolset.needs(product, version.release());
      Finding finding = of(toolset, needs);
      boolean told = EXPECTED.contains(toolset) || finding.level() == Finding.Level.OK;
      if (allowed.contains(toolset.tier()) && told) {
        findings.add(finding);
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

  private Finding of(Toolset toolset, List<Need> needs) {
    String does = toolset.does(product);
    List<Lack> lacks = new ArrayList<>();
    boolean whole = true;
    for (Need need : needs) {
      List<String> lacking =
          need.privileges().stream().filter(one -> !heldSomewhere(need.path(), one)).toList();
      if (!lacking.isEmpty()) {
        lacks.add(new Lack(need.path(), lacking, false));
      }
      whole &= need.privileges().stream().allMatch(one -> held.has(need.path(), one));
    }
    if (lacks.isEmpty()) {
      return Finding.ok(TOPIC, does + (whole ? "" : ": in a part of the cluster"));
    }
    return Finding.warning(
        TOPIC,
        "Cannot "
            + does
            + ": "
            + who.described()
            + " lacks "
            + lacks.stream().map(Lack::toString).collect(Collectors.joining(", "))
            + ".",
        grants().mend(lacks));
  }

  private boolean heldSomewhere(String path, String privilege) {
    return held.has(path, privilege) || heldBelow(path, privilege);
  }

  private boolean heldBelow(String path, String privilege) {
    String start = path.equals("/") ? "/" : path + "/";
    return held.byPath().entrySet().stream()
        .anyMatch(
            entry -> entry.getKey().startsWith(start) && entry.getValue().containsKey(privilege));
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
