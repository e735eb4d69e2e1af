package dev.proxmoxmcp.simulator.storage;

import dev.proxmoxmcp.simulator.api.Caller;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A volume: a disk, an image, a template, a backup. Immutable.
 *
 * @param volid with the storage, such as {@code local:iso/debian.iso}
 * @param content {@code images}, {@code rootdir}, {@code iso}, {@code vztmpl}, {@code snippets} or
 *     {@code backup}
 * @param vmid of the guest that it belongs to, or 0
 * @param size in bytes
 * @param facts what else its row shows, as Proxmox writes it: {@code used}, {@code subtype}, {@code
 *     notes}, {@code protected}, {@code verification}, {@code encrypted}
 */
public record Volume(
    String volid,
    String content,
    String format,
    int vmid,
    long size,
    Instant createdAt,
    Map<String, @Nullable Object> facts) {
  private static final DateTimeFormatter IN_FILE_NAMES =
      DateTimeFormatter.ofPattern("uuuu_MM_dd-HH_mm_ss").withZone(ZoneOffset.UTC);

  public Volume {
    // Not Map.copyOf: a fact may be null, as the parent of a disk that has none.
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /**
   * A backup, named as a storage of that type names it.
   *
   * @param subtype {@code qemu} or {@code lxc}
   * @param vmid whose backup it is
   */
  public static Volume backup(Storage storage, String subtype, int vmid, Instant at, long size) {
    return backup(storage, subtype, vmid, at, size, ".zst");
  }

  /**
   * The same, packed in another way.
   *
   * @param ending of its file, such as {@code .gz}; empty where it is not compressed
   */
  public static Volume backup(
      Storage storage, String subtype, int vmid, Instant at, long size, String ending) {
    Instant moment = at.truncatedTo(ChronoUnit.SECONDS);
    boolean machine = subtype.equals("qemu");
    Map<String, @Nullable Object> facts = Map.of("subtype", subtype);
    if (storage.type().equals("pbs")) {
      String group = machine ? "vm" : "ct";
      String volid = "%s:backup/%s/%d/%s".formatted(storage.name(), group, vmid, moment);
      return new Volume(volid, "backup", "pbs-" + group, vmid, size, moment, facts);
    }
    String format = (machine ? "vma" : "tar") + ending;
    String volid =
        "%s:backup/vzdump-%s-%d-%s.%s"
            .formatted(storage.name(), subtype, vmid, IN_FILE_NAMES.format(moment), format);
    return new Volume(volid, "backup", format, vmid, size, moment, facts);
  }

  /** The bytes that it takes: what is written of an image that grows, or all of it. */
  long footprint() {
    return facts.get("used") instanceof Number used ? used.longValue() : size;
  }

  /** Whether it is a backup that nobody may delete. */
  boolean isProtected() {
    return Integer.valueOf(1).equals(facts.get("protected"));
  }

  /** The same without a fact. */
  public Volume without(String fact) {
    Map<String, @Nullable Object> less = new LinkedHashMap<>(facts);
    less.remove(fact);
    return new Volume(volid, content, format, vmid, size, createdAt, less);
  }

  /** The same by another name, or of another size. */
  public Volume as(String otherVolid, long otherSize) {
    return new Volume(otherVolid, content, format, vmid, otherSize, createdAt, facts);
  }

  /** The same with one more fact. */
  public Volume with(String fact, Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(facts);
    more.put(fact, value);
    return new Volume(volid, content, format, vmid, size, createdAt, more);
  }

  /**
   * Whether the caller may know of it (check_volume_access in PVE's Storage.pm): a backup takes the
   * right to write backups, a disk the right to change disks, which auditors do not have.
   */
  boolean visibleTo(Caller caller, String storagePath) {
    if (caller.may(storagePath, "Datastore.Allocate")) {
      return true;
    }
    String guestPath = "/vms/" + vmid;
    return switch (content) {
      case "iso", "vztmpl" -> true;
      case "backup" ->
          vmid > 0
              && caller.may(storagePath, "Datastore.AllocateSpace")
              && caller.may(guestPath, "VM.Backup");
      case "images", "rootdir" ->
          vmid > 0
              && caller.may(storagePath, "Datastore.Audit")
              && caller.may(guestPath, "VM.Config.Disk");
      default -> false;
    };
  }

  /** Its entry in {@code GET /nodes/{node}/storage/{storage}/content}, as recorded. */
  Map<String, @Nullable Object> row() {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("volid", volid);
    row.put("content", content);
    row.put("format", format);
    row.put("size", size);
    row.put("ctime", createdAt.getEpochSecond());
    if (vmid > 0) {
      row.put("vmid", vmid);
    }
    row.putAll(facts);
    return row;
  }
}
