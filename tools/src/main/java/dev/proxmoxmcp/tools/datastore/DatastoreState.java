package dev.proxmoxmcp.tools.datastore;

import dev.proxmoxmcp.client.datastore.BackupSnapshot;
import dev.proxmoxmcp.client.datastore.DatastoreEntry;
import dev.proxmoxmcp.client.datastore.DatastoreUsage;
import dev.proxmoxmcp.client.datastore.JobRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A datastore with what is known of it.
 *
 * @param usage null if not known
 * @param collection its garbage collection; null if not known
 * @param snapshots null if they were not read
 */
record DatastoreState(
    DatastoreEntry entry,
    @Nullable DatastoreUsage usage,
    @Nullable JobRun collection,
    @Nullable List<BackupSnapshot> snapshots) {

  String name() {
    return entry.name().toString();
  }

  /** How many groups its snapshots are of. */
  static long groups(List<BackupSnapshot> snapshots) {
    return snapshots.stream()
        .map(one -> List.of(one.key().namespace(), one.key().group()))
        .distinct()
        .count();
  }

  static long broken(List<BackupSnapshot> snapshots) {
    return snapshots.stream().filter(BackupSnapshot::broken).count();
  }

  static long unverified(List<BackupSnapshot> snapshots) {
    return snapshots.stream()
        .filter(one -> one.verification() instanceof BackupSnapshot.Verification.None)
        .count();
  }
}
