package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.app.Connection;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.access.AclEntry;
import dev.proxmoxmcp.client.access.Coverage;
import dev.proxmoxmcp.client.access.Permissions;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.client.cluster.ClusterStatus;
import dev.proxmoxmcp.client.cluster.NodeState;
import dev.proxmoxmcp.client.cluster.Version;
import dev.proxmoxmcp.client.node.NodeSummary;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that let us in, with what several checks need of it.
 *
 * @param connection how it is reached
 * @param cluster for reads alone
 * @param version of the host that answered
 * @param clock the time
 * @param allowed what a server would allow
 * @param configOption {@code --config FILE} for commands of this program, with a blank before it
 * @param access who may what
 * @param status null if it is not visible, and of a Backup Server
 */
record ClusterVisit(
    Connection connection,
    BoundCluster cluster,
    Version version,
    InstantSource clock,
    Set<Tier> allowed,
    String configOption,
    Seen access,
    @Nullable ClusterStatus status) {
  /** What a host says goes into commands for root, so only what is a path is taken. */
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/._@-]{0,200}");

  /** More nodes than these are not asked one by one. */
  private static final int MOST_NODES = 32;

  /**
   * Who may what, as far as it can be seen.
   *
   * @param held by us
   * @param entries of the access list; empty if not visible
   * @param ofUser what the token's user may; null if not visible, and where we are a user
   */
  record Seen(Permissions held, List<AclEntry> entries, @Nullable Permissions ofUser) {}

  static ClusterVisit of(
      Connection connection,
      BoundCluster cluster,
      Version version,
      InstantSource clock,
      Set<Tier> allowed,
      String configOption) {
    boolean pve = cluster.product() == Product.PVE;
    return new ClusterVisit(
        connection,
        cluster,
        version,
        clock,
        allowed,
        configOption,
        new Seen(
            cluster.access().permissions(), pve ? entries(cluster) : List.of(), ofUser(cluster)),
        pve ? status(cluster) : null);
  }

  private static List<AclEntry> entries(BoundCluster cluster) {
    try {
      return cluster.access().entries().list().stream()
          .filter(entry -> PATH.matcher(entry.path()).matches())
          .toList();
    } catch (PermissionDenied _) {
      return List.of();
    }
  }

  private static @Nullable Permissions ofUser(BoundCluster cluster) {
    try {
      return cluster.access().authId() instanceof TokenId token
          ? cluster.access().permissionsOf(token.user())
          : null;
    } catch (ProxmoxException _) {
      return null; // it is told to few
    }
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

  /** How what lacks is granted. */
  GrantCommands grants() {
    return new GrantCommands(who(), product(), access);
  }
}
