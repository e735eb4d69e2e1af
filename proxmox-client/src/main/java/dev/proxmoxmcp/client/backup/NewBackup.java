package dev.proxmoxmcp.client.backup;

import dev.proxmoxmcp.client.StorageId;
import dev.proxmoxmcp.client.Vmid;
import java.util.List;

/**
 * A backup to be made of guests of one node.
 *
 * @param guests at least one; they are backed up one after the other
 * @param notes for people, of at most 1,000 characters; Proxmox fills in {@code {{guestname}}},
 *     {@code {{vmid}}}, {@code {{node}}} and {@code {{cluster}}}; "" for none
 * @param guarded whether the archives are protected from removal
 */
public record NewBackup(
    List<Vmid> guests, StorageId storage, BackupMode mode, String notes, boolean guarded) {
  /** The most characters of notes. */
  public static final int MAX_NOTES = 1000;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no guest, or the notes are too long
   */
  public NewBackup {
    guests = List.copyOf(guests);
    if (guests.isEmpty()) {
      throw new IllegalArgumentException("a backup needs a guest");
    }
    if (notes.length() > MAX_NOTES) {
      throw new IllegalArgumentException(
          "notes of a backup have at most " + MAX_NOTES + " characters, not " + notes.length());
    }
  }

  /** The notes as one line, which is how Proxmox takes them. */
  String notesTemplate() {
    return notes.replace("\\", "\\\\").replace("\r", "").replace("\n", "\\n");
  }
}
