package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.access.Lack;
import dev.proxmoxmcp.client.access.Need;
import dev.proxmoxmcp.client.access.Toolset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * 15: the rights are those that the tools need, and no more. The table is that of {@link Toolset}.
 */
final class PrivilegesCheck implements ClusterCheck {
  /** Whoever allows the tier has tools for these; of the others it is only told what works. */
  private static final Set<Toolset> EXPECTED =
      Set.of(Toolset.INVENTORY, Toolset.OPERATE, Toolset.BACKUP, Toolset.EXEC);

  /** These have checks of their own. */
  private static final Set<Toolset> ELSEWHERE = Set.of(Toolset.LOGS, Toolset.BACKUP_LIST);

  @Override
  public Check check() {
    return Check.PRIVILEGES;
  }

  @Override
  public List<Finding> look(ClusterVisit visit) {
    if (visit.access().held().none()) {
      return nothing(visit);
    }
    HeldRights held = new HeldRights(visit.access().held());
    List<Finding> findings = new ArrayList<>();
    for (Toolset toolset : Toolset.of(visit.product())) {
      List<Need> needs = toolset.needs(visit.product(), visit.version().release());
      boolean told = EXPECTED.contains(toolset) || held.lacks(needs).isEmpty();
      if (visit.allowed().contains(toolset.tier()) && !ELSEWHERE.contains(toolset) && told) {
        findings.add(of(visit, toolset, needs, held));
      }
    }
    if (!visit.allowed().contains(Tier.ADMIN)
        && visit.access().held().has("/", "Permissions.Modify")) {
      findings.add(
          Finding.warning(
              Check.PRIVILEGES,
              visit.who().begins()
                  + " may also give rights to others. Nothing that is allowed here needs that;"
                  + " whoever gets the secret has it all.",
              Mend.todo("Grant it the roles of docs/quick-start.md instead.")));
    }
    return findings;
  }

  /** Of a cluster's token the check of its separation says so, with what mends it. */
  private static List<Finding> nothing(ClusterVisit visit) {
    List<Need> needs = Toolset.INVENTORY.needs(visit.product(), visit.version().release());
    return visit.product() == Product.PVE
        ? List.of()
        : List.of(
            new Finding(
                Finding.Level.PROBLEM,
                Check.PRIVILEGES,
                visit.who().begins() + " has no rights at all, so every tool would show nothing.",
                visit.grants().mends(new HeldRights(visit.access().held()).lacks(needs))));
  }

  private static Finding of(
      ClusterVisit visit, Toolset toolset, List<Need> needs, HeldRights held) {
    String does = toolset.does(visit.product());
    List<Lack> lacks = held.lacks(needs);
    if (lacks.isEmpty()) {
      return Finding.ok(
          Check.PRIVILEGES,
          "May " + does + (held.wholly(needs) ? "." : ", in a part of the cluster."));
    }
    return new Finding(
        Finding.Level.WARNING,
        Check.PRIVILEGES,
        "Cannot "
            + does
            + ": "
            + visit.who().described()
            + " lacks "
            + HeldRights.said(lacks)
            + ".",
        visit.grants().mends(lacks));
  }
}
