package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.access.Coverage;
import dev.proxmoxmcp.client.access.Toolset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * 15: the rights are those that the tools need, and no more. The table is that of {@link Toolset}.
 */
final class PrivilegesCheck implements ClusterCheck {
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
    List<Finding> findings = new ArrayList<>();
    for (Coverage one :
        Coverage.of(visit.product(), visit.version().release(), visit.access().held())) {
      // Whoever allows the tier has tools for the usual ones; of the others that nobody chose it is
      // only told what works.
      boolean told = one.isUsual() || one.works() || visit.wanted().chose(one.toolset());
      if (visit.wanted().includes(one.toolset()) && !ELSEWHERE.contains(one.toolset()) && told) {
        findings.add(of(visit, one));
      }
    }
    notLookedAt(visit).ifPresent(findings::add);
    if (!visit.wanted().allowed().contains(Tier.ADMIN)
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

  /** What somebody chose was looked at; where nobody was asked, a person may approve more. */
  private static Optional<Finding> notLookedAt(ClusterVisit visit) {
    EnumSet<Tier> tiers = EnumSet.noneOf(Tier.class);
    Toolset.of(visit.product()).stream()
        .filter(toolset -> visit.coverage(toolset).isUsual())
        .map(Toolset::tier)
        .forEach(tiers::add);
    tiers.removeAll(visit.wanted().allowed());
    if (tiers.isEmpty() || visit.wanted().chosen().isPresent()) {
      return Optional.empty();
    }
    Set<Tier> all = EnumSet.copyOf(tiers);
    all.addAll(visit.wanted().allowed());
    all.remove(Tier.READ);
    return Optional.of(
        Finding.ok(
            Check.PRIVILEGES,
            "Not looked at: what calls of tier %s need, which a person can approve. `proxmox-mcp doctor%s --allow %s` does."
                .formatted(
                    labels(tiers, " and "), visit.wanted().configOption(), labels(all, ","))));
  }

  private static String labels(Set<Tier> tiers, String between) {
    return tiers.stream().sorted().map(Tier::label).collect(Collectors.joining(between));
  }

  /** Of a cluster's token the check of its separation says so, with what mends it. */
  private static List<Finding> nothing(ClusterVisit visit) {
    return visit.product() == Product.PVE
        ? List.of()
        : List.of(
            new Finding(
                Finding.Level.PROBLEM,
                Check.PRIVILEGES,
                visit.who().begins() + " has no rights at all, so every tool would show nothing.",
                visit.grants().mends(visit.coverage(Toolset.INVENTORY).lacks())));
  }

  private static Finding of(ClusterVisit visit, Coverage coverage) {
    String does = coverage.toolset().does(visit.product());
    if (coverage.works()) {
      return Finding.ok(
          Check.PRIVILEGES,
          "May " + does + (coverage.whole() ? "." : ", in a part of the cluster."));
    }
    return visit.lacking(
        Check.PRIVILEGES,
        coverage.toolset(),
        "Cannot " + does + ": " + visit.who().described() + " lacks " + coverage.lacking() + ".",
        visit.grants().mends(coverage.lacks()));
  }
}
