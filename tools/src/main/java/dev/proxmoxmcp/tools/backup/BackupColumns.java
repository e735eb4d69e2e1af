package dev.proxmoxmcp.tools.backup;

import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.storage.Volume;
import dev.proxmoxmcp.tools.list.Column;
import dev.proxmoxmcp.tools.storage.VolumeColumns;
import dev.proxmoxmcp.tools.storage.VolumeSearch.Found;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Columns of a list of backups. */
final class BackupColumns {
  private static final int NOTES_LENGTH = 80;
  private static final Volume.Backup NOTHING_TOLD =
      new Volume.Backup("", false, Volume.Verification.NONE, false);

  private final Map<Vmid, GuestResource> guests;
  private final Instant now;

  BackupColumns(List<GuestResource> guests, Instant now) {
    this.guests =
        guests.stream()
            .collect(
                Collectors.toMap(guest -> guest.ref().vmid(), Function.identity(), (a, _) -> a));
    this.now = now;
  }

  List<Column<Found>> all() {
    return List.of(
        VolumeColumns.GUEST,
        Column.of("name", found -> Foreign.name(name(found)), this::addName),
        VolumeColumns.age(now),
        VolumeColumns.SIZE,
        Column.of("verified", BackupColumns::verified, BackupColumns::addVerified),
        Column.of("marks", BackupColumns::marks, BackupColumns::addMarks),
        VolumeColumns.NODE,
        VolumeColumns.VOLID,
        Column.of(
            "notes",
            found -> Foreign.quoted(told(found).notes(), NOTES_LENGTH),
            BackupColumns::addNotes));
  }

  /** Null where the guest is gone or not seen. */
  private @Nullable String name(Found found) {
    Vmid vmid = found.volume().guest();
    GuestResource guest = vmid == null ? null : guests.get(vmid);
    return guest == null ? null : guest.name();
  }

  private void addName(ObjectNode json, Found found) {
    String name = name(found);
    if (name != null) {
      json.put("name", Foreign.value(name));
    }
  }

  private static Volume.Backup told(Found found) {
    Volume.Backup backup = found.volume().backup();
    return backup == null ? NOTHING_TOLD : backup;
  }

  private static String verified(Found found) {
    return switch (told(found).verification()) {
      case GOOD -> "good";
      case BROKEN -> "BROKEN";
      case NONE -> Foreign.NONE;
    };
  }

  private static void addVerified(ObjectNode json, Found found) {
    json.put("verification", told(found).verification().name().toLowerCase(Locale.ROOT));
  }

  private static String marks(Found found) {
    Volume.Backup backup = told(found);
    String guarded = backup.guarded() ? "protected" : "";
    String encrypted = backup.encrypted() ? "encrypted" : "";
    String both = (guarded + " " + encrypted).strip();
    return both.isEmpty() ? Foreign.NONE : both;
  }

  private static void addMarks(ObjectNode json, Found found) {
    json.put("protected", told(found).guarded()).put("encrypted", told(found).encrypted());
  }

  private static void addNotes(ObjectNode json, Found found) {
    String notes = told(found).notes();
    if (!notes.isEmpty()) {
      json.put("notes", Foreign.longValue(notes));
    }
  }
}
