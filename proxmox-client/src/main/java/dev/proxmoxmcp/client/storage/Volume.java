package dev.proxmoxmcp.client.storage;

import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.Vmid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A volume on a storage.
 *
 * @param volid its id, with the storage: {@code local:iso/debian.iso}. Untrusted text where people
 *     name files
 * @param format {@code qcow2}, {@code raw}, {@code iso}, {@code pbs-vm}, …; "" if not told
 * @param guest whose it is; null if nobody's
 * @param createdAt to the second; null if not told
 * @param backup what is told of a backup; null for everything else
 */
public record Volume(
    String volid,
    ContentType content,
    String format,
    Space space,
    @Nullable Vmid guest,
    @Nullable Instant createdAt,
    @Nullable Backup backup) {

  /**
   * What it takes.
   *
   * @param size of a disk, what its guest sees; null if not told
   * @param used what it takes on the storage; null where the storage does not say
   */
  public record Space(@Nullable ByteSize size, @Nullable ByteSize used) {}

  /**
   * What is told of a backup.
   *
   * @param notes untrusted text; "" without any
   * @param guarded whether it is protected from removal
   * @param verification whether the backup server looked at it
   * @param encrypted whether it is; only backup servers tell
   */
  public record Backup(
      String notes, boolean guarded, Verification verification, boolean encrypted) {}

  /** What a backup server found when it last checked a backup. */
  public enum Verification {
    /** It is good. */
    GOOD,
    /** It cannot be restored whole. */
    BROKEN,
    /** It was not checked, or lies where nothing is checked. */
    NONE
  }
}
