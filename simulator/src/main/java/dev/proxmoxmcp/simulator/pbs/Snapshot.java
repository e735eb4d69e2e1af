package dev.proxmoxmcp.simulator.pbs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A backup of one moment.
 *
 * @param group what it is a backup of
 * @param time to the second
 * @param owner a user id, or a token id
 * @param size in bytes
 * @param facts what can be said of it
 */
record Snapshot(Group group, Instant time, String owner, long size, Facts facts) {
  private static final String MANIFEST = "index.json.blob";
  private static final long MANIFEST_SIZE = 517;

  /**
   * What backups are of.
   *
   * @param namespace empty for the root
   * @param type {@code vm}, {@code ct} or {@code host}
   */
  record Group(String namespace, String type, String id) {
    /** {@code vm/100}. */
    @Override
    public String toString() {
      return type + "/" + id;
    }
  }

  /**
   * What can change about it.
   *
   * @param notes empty for none
   * @param verification null while nobody has verified it
   */
  record Facts(
      String notes, boolean guarded, boolean encrypted, @Nullable Verification verification) {
    Facts noted(String other) {
      return new Facts(other, guarded, encrypted, verification);
    }

    Facts guarded(boolean other) {
      return new Facts(notes, other, encrypted, verification);
    }

    Facts verified(Verification other) {
      return new Facts(notes, guarded, encrypted, other);
    }
  }

  /**
   * How its last verification ended.
   *
   * @param state {@code ok} or {@code failed}
   * @param upid of the task
   */
  record Verification(String state, String upid) {
    boolean failed() {
      return state.equals("failed");
    }
  }

  Snapshot with(Facts other) {
    return new Snapshot(group, time, owner, size, other);
  }

  Snapshot verified(Verification verification) {
    return with(facts.verified(verification));
  }

  /** {@code vm/100/2026-01-10T06:40:00Z}. */
  String name() {
    return group + "/" + time;
  }

  /** Its files, without sizes. */
  List<String> fileNames() {
    return switch (group.type()) {
      case "vm" -> List.of("drive-scsi0.img.fidx", "qemu-server.conf.blob", "client.log.blob");
      case "ct" -> List.of("root.pxar.didx", "catalog.pcat1.didx", "pct.conf.blob");
      default -> List.of("root.pxar.didx", "catalog.pcat1.didx");
    };
  }

  /** Its files as {@code files} lists them, the manifest last. */
  List<Map<String, Object>> files() {
    String mode = facts.encrypted() ? "encrypt" : "none";
    List<Map<String, Object>> files = new ArrayList<>();
    long left = size;
    List<String> names = fileNames();
    for (int index = names.size() - 1; index >= 0; index--) {
      long part = index == 0 ? left - MANIFEST_SIZE : Math.min(left / 100, 4096L * (index + 1));
      left -= part;
      files.addFirst(Map.of("filename", names.get(index), "size", part, "crypt-mode", mode));
    }
    String signed = facts.encrypted() ? "sign-only" : "none";
    files.add(Map.of("filename", MANIFEST, "size", MANIFEST_SIZE, "crypt-mode", signed));
    return files;
  }

  /** Its entry in {@code GET /admin/datastore/{store}/snapshots}. */
  Map<String, Object> row() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("backup-type", group.type());
    row.put("backup-id", group.id());
    row.put("backup-time", time.getEpochSecond());
    if (!facts.notes().isEmpty()) {
      row.put("comment", facts.notes().lines().findFirst().orElse(""));
    }
    row.put("files", files());
    row.put("size", size);
    row.put("owner", owner);
    row.put("protected", facts.guarded());
    Verification last = facts.verification();
    if (last != null) {
      row.put("verification", Map.of("state", last.state(), "upid", last.upid()));
    }
    return row;
  }
}
