package dev.proxmoxmcp.client.datastore;

import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.DatastoreName;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A backup of one moment on a Backup Server.
 *
 * @param size of all its files; null if they cannot be read
 * @param owner a user id or a token id; "" if not told
 * @param comment the first line of its notes: untrusted text; "" for none
 * @param guarded whether it is protected from removal
 * @param encrypted whether a file of it is
 */
public record BackupSnapshot(
    Key key,
    @Nullable ByteSize size,
    String owner,
    String comment,
    boolean guarded,
    boolean encrypted,
    Verification verification) {

  /**
   * Which one it is.
   *
   * @param namespace "" for the root
   * @param group what it is a backup of
   */
  public record Key(DatastoreName datastore, String namespace, Group group, Instant time) {
    /** {@code vm/100/2026-01-10T06:40:00Z}, as the server writes it. */
    @Override
    public String toString() {
      return group + "/" + time;
    }
  }

  /**
   * What is backed up.
   *
   * @param type {@code vm}, {@code ct} or {@code host}
   * @param id the vmid of a guest, or the name of a host
   */
  public record Group(String type, String id) {
    @Override
    public String toString() {
      return type + "/" + id;
    }
  }

  /** How its last verification ended. */
  public sealed interface Verification {
    /** Nobody has verified it. */
    record None() implements Verification {}

    /**
     * It is whole.
     *
     * @param upid of the task that found it so; "" if not told
     */
    record Good(String upid) implements Verification {}

    /**
     * It cannot be restored whole.
     *
     * @param upid of the task that found it so; "" if not told
     */
    record Broken(String upid) implements Verification {}
  }

  /** Checks that nothing is null. */
  public BackupSnapshot {
    Objects.requireNonNull(key);
    Objects.requireNonNull(verification);
  }

  /** Whether a verification failed. */
  public boolean broken() {
    return verification instanceof Verification.Broken;
  }
}
