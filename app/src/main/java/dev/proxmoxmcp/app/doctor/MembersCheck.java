package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.client.CertificateRejected;
import dev.proxmoxmcp.client.Meeting;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.cluster.ClusterStatus;
import dev.proxmoxmcp.client.tls.Trust;
import java.util.ArrayList;
import java.util.List;

/**
 * 19: the cluster has quorum, its nodes are there, and each that the settings do not name proves at
 * the address that the cluster tells that it is one: only then it can take over calls.
 */
final class MembersCheck implements ClusterCheck {
  @Override
  public Check check() {
    return Check.MEMBERS;
  }

  @Override
  public List<Finding> look(ClusterVisit visit) throws InterruptedException {
    ClusterStatus status = visit.status();
    if (visit.product() == Product.PBS) {
      return List.of();
    }
    if (status == null) {
      return List.of(
          Finding.ok(Check.MEMBERS, "The state of the cluster is not visible (Sys.Audit on /)."));
    }
    List<String> gone =
        status.members().stream()
            .filter(member -> !member.online())
            .map(member -> member.name().value())
            .toList();
    if (!status.quorate()) {
      return List.of(
          Finding.problem(
              Check.MEMBERS,
              "The cluster has no quorum, so nothing can be changed; not there: %s."
                  .formatted(String.join(", ", gone)),
              Mend.runOn("a node", "pvecm status; journalctl -u corosync -n 50"),
              Mend.todo("Bring those nodes, or the network between them, back.")));
    }
    List<Finding> findings = new ArrayList<>();
    if (!gone.isEmpty()) {
      findings.add(
          Finding.warning(
              Check.MEMBERS,
              "Not there: " + String.join(", ", gone) + ".",
              Mend.runOn("another node", "pvecm status; journalctl -u corosync -n 50"),
              Mend.todo("Switch it on, or see what cuts it off.")));
    }
    List<Meeting> meetings = visit.cluster().cluster().meetMembers();
    for (Meeting meeting : meetings) {
      ProxmoxException failure = meeting.failure();
      if (failure != null && !gone.contains(meeting.node().value())) {
        findings.add(notMet(meeting, failure));
      }
    }
    return findings.isEmpty() ? List.of(well(visit, status, meetings)) : findings;
  }

  private static Finding notMet(Meeting meeting, ProxmoxException failure) {
    String place = "node " + meeting.node();
    return Finding.warning(
        Check.MEMBERS,
        "Node %s at %s is sent nothing, since it did not prove itself. %s"
            .formatted(meeting.node(), meeting.address(), failure.getMessage()),
        failure instanceof CertificateRejected
            ? Mend.runOn(place, Product.PVE.newCertificateCommand())
            : Mend.runOn(place, "systemctl restart pveproxy"));
  }

  private static Finding well(ClusterVisit visit, ClusterStatus status, List<Meeting> meetings) {
    String there =
        status.standalone()
            ? "A single node."
            : status.nodesOnline() + " of " + status.members().size() + " nodes are there.";
    boolean pinned = visit.connection().settings().trust() instanceof Trust.Pins;
    String known =
        meetings.isEmpty()
            ? pinned && !status.standalone()
                ? " Only those that the settings name are asked, since a pin says nothing of"
                    + " others."
                : ""
            : " " + meetings.size() + " of them proved themselves, and can take over calls.";
    return Finding.ok(Check.MEMBERS, there + known);
  }
}
