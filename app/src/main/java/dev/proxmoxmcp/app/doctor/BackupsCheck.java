package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.access.Coverage;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.client.storage.ContentType;
import dev.proxmoxmcp.client.storage.StorageStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * 16: the backups that lie on storages can be seen. Proxmox shows them only to those who may make
 * them, and says nothing of it to others.
 */
final class BackupsCheck implements ClusterCheck {
  private static final int MOST_STORAGES = 4;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Override
  public Check check() {
    return Check.BACKUPS;
  }

  @Override
  public List<Finding> look(ClusterVisit visit) throws InterruptedException {
    if (visit.product() == Product.PBS) {
      return List.of();
    }
    Coverage backups = visit.coverage(Toolset.BACKUP_LIST);
    if (!backups.works()) {
      List<Mend> mends = new ArrayList<>(visit.grants().mends(backups.lacks()));
      mends.add(
          Mend.todo(
              "That lets the token make backups as well. To see them alone, keep them on a Backup"
                  + " Server and name that one in the settings, with DatastoreAudit."));
      return List.of(
          visit.lacking(
              Check.BACKUPS,
              Toolset.BACKUP_LIST,
              "Backups on storages are not visible to %s, which lacks %s. That a list of them is empty means nothing."
                  .formatted(visit.who().described(), backups.lacking()),
              mends));
    }
    return List.of(counted(visit));
  }

  private static Finding counted(ClusterVisit visit) throws InterruptedException {
    NodeName node = visit.nodes().getFirst();
    List<StorageStatus> storages =
        visit.cluster().storages().list(node, ContentType.BACKUP).stream()
            .filter(storage -> storage.state().active())
            .limit(MOST_STORAGES)
            .toList();
    List<String> counts =
        SideBySide.of(
            storages,
            LIMIT,
            storage -> count(visit, node, storage),
            storage -> "not told by " + storage.storage());
    return Finding.ok(
        Check.BACKUPS,
        counts.isEmpty()
            ? "Backups are visible, and no storage of node " + node + " takes any."
            : "Backups are visible: " + String.join(", ", counts) + ".");
  }

  private static String count(ClusterVisit visit, NodeName node, StorageStatus storage) {
    try {
      int count =
          visit
              .cluster()
              .storages()
              .content(node, storage.storage(), ContentType.BACKUP, null)
              .size();
      return (count == 0 ? "none" : Integer.toString(count)) + " on " + storage.storage();
    } catch (ProxmoxException _) {
      return "not told by " + storage.storage();
    }
  }
}
