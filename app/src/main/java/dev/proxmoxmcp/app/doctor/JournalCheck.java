package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.access.Lack;
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
    List<Lack> lacks =
        new HeldRights(visit.access().held())
            .lacks(Toolset.LOGS.needs(visit.product(), visit.version().release()));
    return List.of(
        lacks.isEmpty()
            ? Finding.ok(Check.JOURNAL, "The journal of the nodes is visible.")
            : new Finding(
                Finding.Level.WARNING,
                Check.JOURNAL,
                "The journal of the nodes is not visible to %s, which lacks %s."
                    .formatted(visit.who().described(), HeldRights.said(lacks)),
                visit.grants().mends(lacks)));
  }
}
