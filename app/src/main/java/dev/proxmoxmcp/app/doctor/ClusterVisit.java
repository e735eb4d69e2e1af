package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.app.Connection;
import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.access.AccessView;
import dev.proxmoxmcp.client.access.Coverage;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.client.cluster.ClusterStatus;
import dev.proxmoxmcp.client.cluster.NodeState;
import dev.proxmoxmcp.client.cluster.Version;
import dev.proxmoxmcp.client.node.NodeSummary;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that let us in, with what several checks need of it.
 *
 * @param connection how it is reached
 * @param cluster for reads alone
 * @param version of the host that answered
 * @param clock the time
 * @param wanted what it is there for
 * @param access who may what
 * @param status null if it is not visible, and of a Backup Server
 */
record ClusterVisit(
    Connection connection,
    BoundCluster cluster,
    Version version,
    InstantSource clock,
    Wanted wanted,
    AccessView access,
    @Nullable ClusterStatus status) {
  /** More nodes than these are not asked one by one. */
  private static final int MOST_NODES = 32;

  static ClusterVisit of(
      Connection connection,
      BoundCluster cluster,
      Version version,
      InstantSource clock,
      Wanted wanted) {
    return new ClusterVisit(
        connection,
        cluster,
        version,
        clock,
        wanted,
        AccessView.of(cluster),
        cluster.product() == Product.PVE ? status(cluster) : null);
  }

  private static @Nullable ClusterStatus status(BoundCluster cluster) {
    try {
      return cluster.cluster().status();
    } catch (PermissionDenied _) {
      return null; // what lacks is said of the rights
    }
  }

  Product product() {
    return cluster.product();
  }

  AuthId who() {
    return cluster.access().authId();
  }

  /** Those that are there, as far as that is known; some of them if there are very many. */
  List<NodeName> nodes() {
    return product() == Product.PBS
        ? List.of(new NodeName("localhost"))
        : cluster.nodes().list().stream()
            .filter(node -> node.state() != NodeState.OFFLINE)
            .map(NodeSummary::node)
            .sorted()
            .limit(MOST_NODES)
            .toList();
  }

  /** Whether the tools of a toolset work. */
  Coverage coverage(Toolset toolset) {
    return Coverage.of(toolset, product(), version.release(), access.held());
  }

  /** A fault, unless a person did not want the toolset: then it says how to choose it. */
  Finding lacking(Check check, Toolset toolset, String text, List<Mend> mends) {
    return wanted.leftOut(toolset)
        ? new Finding(
            Finding.Level.OK,
            check,
            text + " Toolset " + toolset.label() + " was not chosen for it.",
            wanted.choosing(toolset))
        : new Finding(Finding.Level.WARNING, check, text, mends);
  }

  /** How what lacks is granted. */
  GrantCommands grants() {
    return new GrantCommands(access);
  }
}
