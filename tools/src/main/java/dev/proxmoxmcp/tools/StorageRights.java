package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.client.StorageId;
import dev.proxmoxmcp.client.access.Permissions;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.client.storage.ContentType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token's permissions let it see of storages and the volumes on them, as far as the list of
 * permissions tells.
 */
record StorageRights(Permissions permissions) {
  private static final String STORAGES = "/storage";
  private static final String ANY_STORAGE = STORAGES + "/any-storage";
  private static final String GUESTS = "/vms";
  private static final String ANY_GUEST = GUESTS + "/999999999";
  private static final int NAMED = 5;

  /** A privilege without which volumes are not seen, and the smallest role that brings it. */
  enum Sight {
    BACKUPS_OF_STORAGES("Datastore.AllocateSpace", "backups", "PVEDatastoreUser"),
    BACKUPS_OF_GUESTS("VM.Backup", "backups", "PVEVMUser"),
    DISKS_OF_STORAGES("Datastore.Audit", "disks", "PVEAuditor"),
    /** Of the roles that Proxmox brings along, only those that may do everything have it. */
    DISKS_OF_GUESTS("VM.Config.Disk", "disks", "DiskViewer"),
    SNIPPETS("Datastore.Allocate", "snippets", "PVEDatastoreAdmin");

    private final String privilege;
    private final String what;
    private final String role;

    Sight(String privilege, String what, String role) {
      this.privilege = privilege;
      this.what = what;
      this.role = role;
    }

    String role() {
      return role;
    }

    /** The command that makes the role; empty if Proxmox brings it along. */
    Optional<String> preparation() {
      return role.startsWith("PVE")
          ? Optional.empty()
          : Optional.of("pveum role add %s --privs %s".formatted(role, privilege));
    }

    boolean ofGuests() {
      return this == BACKUPS_OF_GUESTS || this == DISKS_OF_GUESTS;
    }

    /** The contents that are seen by it. */
    Set<ContentType> contents() {
      return switch (this) {
        case BACKUPS_OF_STORAGES, BACKUPS_OF_GUESTS -> Set.of(ContentType.BACKUP);
        case DISKS_OF_STORAGES, DISKS_OF_GUESTS -> Set.of(ContentType.IMAGES, ContentType.ROOTDIR);
        case SNIPPETS -> Set.of(ContentType.SNIPPETS);
      };
    }
  }

  /** A privilege that the token lacks on {@code paths}, at least one. */
  record Lack(Sight sight, List<String> paths) {
    @Override
    public String toString() {
      return "%s on %s (for %s)".formatted(sight.privilege, String.join(", ", paths), sight.what);
    }
  }

  static StorageRights of(Permissions permissions) {
    return new StorageRights(permissions);
  }

  /** Whether every storage is seen. */
  boolean all() {
    return permissions.has(ANY_STORAGE, "Datastore.Audit")
        || permissions.has(ANY_STORAGE, "Datastore.AllocateSpace");
  }

  /**
   * What is lacking to see every volume on {@code storages}: nothing for what they do not take.
   *
   * @param content of one type; null for all, but for snippets
   */
  List<Lack> lackingFor(@Nullable ContentType content, Collection<StorageResource> storages) {
    List<StorageResource> narrow =
        storages.stream()
            .filter(storage -> !permissions.has(path(storage.storage()), "Datastore.Allocate"))
            .toList();
    List<Lack> lacking = new ArrayList<>();
    for (Sight sight : Sight.values()) {
      List<StorageId> there =
          narrow.stream()
              .filter(storage -> isSeenBy(sight, content, storage))
              .map(StorageResource::storage)
              .distinct()
              .toList();
      List<String> paths = sight.ofGuests() ? onGuests(sight, there) : onStorages(sight, there);
      if (!paths.isEmpty()) {
        lacking.add(new Lack(sight, paths));
      }
    }
    return lacking;
  }

  /** Hardly anybody asks for snippets among everything, so only who asks for them is told. */
  private static boolean isSeenBy(
      Sight sight, @Nullable ContentType content, StorageResource storage) {
    boolean asked = content == null ? sight != Sight.SNIPPETS : sight.contents().contains(content);
    return asked
        && sight.contents().stream()
            .anyMatch(taken -> storage.content().contains(taken.parameter()));
  }

  private List<String> onStorages(Sight sight, List<StorageId> storages) {
    List<String> paths =
        storages.stream()
            .map(StorageRights::path)
            .filter(path -> !permissions.has(path, sight.privilege))
            .toList();
    boolean everywhere =
        !paths.isEmpty()
            && (paths.size() > NAMED || !permissions.has(ANY_STORAGE, sight.privilege));
    return everywhere ? List.of(STORAGES) : paths;
  }

  private List<String> onGuests(Sight sight, List<StorageId> storages) {
    return storages.isEmpty() || permissions.has(ANY_GUEST, sight.privilege)
        ? List.of()
        : List.of(GUESTS);
  }

  private static String path(StorageId storage) {
    return STORAGES + "/" + storage;
  }
}
