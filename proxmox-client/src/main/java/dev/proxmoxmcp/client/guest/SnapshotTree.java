package dev.proxmoxmcp.client.guest;

import dev.proxmoxmcp.client.SnapshotName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of a guest, and where it is among them.
 *
 * @param snapshots in Proxmox's order, which says nothing
 * @param current the one that the guest's present state comes from; null if from none
 */
public record SnapshotTree(List<Snapshot> snapshots, @Nullable SnapshotName current) {
  /** Copies the list. */
  public SnapshotTree {
    snapshots = List.copyOf(snapshots);
  }

  /** The snapshot of that name; upper and lower case are told apart. */
  public Optional<Snapshot> find(SnapshotName name) {
    return snapshots.stream().filter(snapshot -> snapshot.name().equals(name)).findFirst();
  }
}
