package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.access.Coverage;
import dev.proxmoxmcp.client.access.Toolset;
import java.util.List;

/** 17: what nodes log can be seen. PVEAuditor has no right to it. */
final class JournalCheck implements ClusterCheck {
  @Override
  public Check check() {
    return Check.JOURNAL;
  }

  @Override
  public List<Finding> look(ClusterVisit visit) {
    if (visit.product() == Product.PBS) {
      return List.of();
    }
    Coverage logs = visit.coverage(Toolset.LOGS);
    if (logs.works()) {
      return List.of(Finding.ok(Check.JOURNAL, "The journal of the nodes is visible."));
    }
    return List.of(
        visit.lacking(
            Check.JOURNAL,
            Toolset.LOGS,
            "The journal of the nodes is not visible to %s, which lacks %s."
                .formatted(visit.who().described(), logs.lacking()),
            visit.grants().mends(logs.lacks())));
  }
}
