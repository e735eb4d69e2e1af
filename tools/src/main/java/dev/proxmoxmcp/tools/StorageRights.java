package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.client.StorageId;
import dev.proxmoxmcp.client.access.Permissions;
import dev.proxmoxmcp.client.storage.ContentType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token's permissions let it see of storages and the volumes on them, as far as the list of
 * permissions tells.
 */
record StorageRights(Permissions permissions) {
  private static final String STORAGES = "/storage";
  private static final String ANY_STORAGE = STORAGES + "/any-storage";
  private static final String ANY_GUEST = "/vms/999999999";
  private static final int NAMED = 5;

  static StorageRights of(Permissions permissions) {
    return new StorageRights(permissions);
  }

  /** Whether every storage is seen. */
  boolean all() {
    return permissions.has(ANY_STORAGE, "Datastore.Audit")
        || permissions.has(ANY_STORAGE, "Datastore.AllocateSpace");
  }

  /**
   * What is lacking to see every volume, such as "VM.Backup on /vms (for backups)".
   *
   * @param content of one type; null for all
   */
  List<String> lackingFor(@Nullable ContentType content, Collection<StorageId> storages) {
    List<StorageId> narrow =
        storages.stream()
            .distinct()
            .filter(storage -> !permissions.has(path(storage), "Datastore.Allocate"))
            .toList();
    List<String> lacking = new ArrayList<>();
    if (narrow.isEmpty()) {
      return lacking;
    }
    if (content == null || content == ContentType.BACKUP) {
      onStorages(lacking, narrow, "Datastore.AllocateSpace", "backups");
      onGuests(lacking, "VM.Backup", "backups");
    }
    if (content == null || content == ContentType.IMAGES || content == ContentType.ROOTDIR) {
      onStorages(lacking, narrow, "Datastore.Audit", "disks");
      onGuests(lacking, "VM.Config.Disk", "disks");
    }
    if (content == ContentType.SNIPPETS) {
      onStorages(lacking, narrow, "Datastore.Allocate", "snippets");
    }
    return lacking;
  }

  private void onStorages(
      List<String> lacking, List<StorageId> storages, String privilege, String what) {
    List<String> paths =
        storages.stream()
            .map(StorageRights::path)
            .filter(path -> !permissions.has(path, privilege))
            .toList();
    if (!paths.isEmpty()) {
      boolean everywhere = paths.size() > NAMED || !permissions.has(ANY_STORAGE, privilege);
      lacking.add(
          "%s on %s (for %s)"
              .formatted(privilege, everywhere ? STORAGES : String.join(", ", paths), what));
    }
  }

  private void onGuests(List<String> lacking, String privilege, String what) {
    if (!permissions.has(ANY_GUEST, privilege)) {
      lacking.add("%s on /vms (for %s)".formatted(privilege, what));
    }
  }

  private static String path(StorageId storage) {
    return STORAGES + "/" + storage;
  }
}
