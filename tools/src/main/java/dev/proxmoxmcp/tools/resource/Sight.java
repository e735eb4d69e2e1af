package dev.proxmoxmcp.tools.resource;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.NodeUnreachable;
import dev.proxmoxmcp.client.NotFound;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.NodeResource;
import dev.proxmoxmcp.client.cluster.Resource;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.client.guest.GuestStatus;
import dev.proxmoxmcp.client.task.TaskState;
import dev.proxmoxmcp.client.task.Upid;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What of a watched thing matters: whoever watches it is told when this is another. Load and ages,
 * which are different at every look, are not in it.
 *
 * @param state compared, never shown
 * @param last whether it cannot change any more
 */
public record Sight(String state, boolean last) {
  /** It is not there, as far as the token can see. */
  public static final Sight GONE = new Sight("gone", false);

  /**
   * Looks, by few requests, which equal looks share.
   *
   * @throws dev.proxmoxmcp.client.ProxmoxException what went wrong
   */
  public static Sight of(Address.Thing thing, BoundCluster cluster) {
    try {
      return switch (thing) {
        case Address.Thing.Whole() -> of(whole(cluster));
        case Address.Thing.OfNode(NodeName node) -> node(node, cluster);
        case Address.Thing.OfGuest(Vmid vmid) -> guest(vmid, cluster);
        case Address.Thing.OfTask(Upid upid) -> task(upid, cluster);
      };
    } catch (NotFound gone) {
      return GONE;
    }
  }

  private static Sight of(String state) {
    return new Sight(state, false);
  }

  private static String whole(BoundCluster cluster) {
    if (cluster.product() == Product.PBS) {
      return cluster.datastores().usage().stream()
              .map(store -> store.name() + " " + (store.usage() != null))
              .sorted()
              .collect(Collectors.joining("\n"))
          + cluster.datastores().list().stream()
              .map(store -> store.name() + " " + store.maintenance())
              .sorted()
              .collect(Collectors.joining("\n"));
    }
    return quorum(cluster)
        + cluster.cluster().resources().stream()
            .map(Sight::line)
            .sorted()
            .collect(Collectors.joining("\n"));
  }

  private static String line(Resource resource) {
    return switch (resource) {
      case NodeResource node -> "node " + node.node() + " " + node.state();
      case StorageResource storage ->
          "storage " + storage.storage() + " " + storage.node() + " " + storage.available();
      case GuestResource guest -> line(guest);
    };
  }

  private static String line(GuestResource guest) {
    return "guest %s %s %s %s %s"
        .formatted(
            guest.ref().vmid(),
            guest.node(),
            guest.state(),
            guest.marks().lock(),
            guest.marks().haState());
  }

  /** Only who audits the whole may read it; the others are told of all the rest. */
  private static String quorum(BoundCluster cluster) {
    try {
      return "quorate " + cluster.cluster().status().quorate() + "\n";
    } catch (PermissionDenied notVisible) {
      return "";
    }
  }

  private static Sight node(NodeName node, BoundCluster cluster) {
    if (cluster.product() == Product.PBS) {
      return node.equals(NodeName.BACKUP_SERVER)
          ? of("version " + cluster.cluster().version().version())
          : GONE;
    }
    return cluster.nodes().list().stream()
        .filter(one -> one.node().equals(node))
        .findFirst()
        .map(one -> of("node " + one.state()))
        .orElse(GONE);
  }

  private static Sight guest(Vmid vmid, BoundCluster cluster) {
    if (cluster.product() == Product.PBS) {
      return GONE;
    }
    Optional<GuestResource> listed =
        cluster.guests().list().stream().filter(one -> one.ref().vmid().equals(vmid)).findFirst();
    return listed.isEmpty() ? GONE : of(now(listed.get(), cluster));
  }

  /** The list is up to 10 s old, and calls a paused VM running. */
  private static String now(GuestResource listed, BoundCluster cluster) {
    try {
      GuestStatus status = cluster.guests().status(listed.ref());
      return "guest %s %s %s %s %s %s"
          .formatted(
              listed.node(),
              status.state(),
              status.detail(),
              status.marks().lock(),
              status.marks().haState(),
              status.name());
    } catch (NodeUnreachable away) {
      return line(listed);
    }
  }

  private static Sight task(Upid upid, BoundCluster cluster) {
    return switch (cluster.tasks().status(upid).state()) {
      case TaskState.Running() -> of("running");
      case TaskState.Ok() -> new Sight("ok", true);
      case TaskState.Warned(int warnings) -> new Sight("warnings " + warnings, true);
      case TaskState.Failed(String said) -> new Sight("failed " + said, true);
      case TaskState.Unknown() -> of("unknown");
    };
  }
}
