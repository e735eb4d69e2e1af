package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.storage.Storages;
import dev.proxmoxmcp.simulator.storage.Volume;
import dev.proxmoxmcp.simulator.storage.Volumes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The volumes of guests: made, copied and taken away, with the words of their storages. */
public final class Disks {
  private static final Pattern SLOT =
      Pattern.compile("(?:scsi|virtio|sata|ide|efidisk|tpmstate|mp)\\d+|rootfs");
  private static final Pattern UNUSED = Pattern.compile("unused\\d+");
  private static final List<String> OF_FILES =
      List.of("dir", "nfs", "cifs", "cephfs", "btrfs", "glusterfs");
  private static final long CLUSTER = 331_776;

  private final Storages storages;
  private final Volumes volumes;

  /** On these storages. */
  public Disks(Storages storages, Volumes volumes) {
    this.storages = storages;
    this.volumes = volumes;
  }

  Storages storages() {
    return storages;
  }

  /** Whether a setting is that of a disk, and neither a CD-ROM nor empty. */
  static boolean isDisk(String slot, @Nullable Object value) {
    return value != null
        && SLOT.matcher(slot).matches()
        && !Disk.of(slot, value.toString()).cdrom();
  }

  /** Whether a key is that of a disk or a CD-ROM. */
  static boolean isSlot(String key) {
    return SLOT.matcher(key).matches();
  }

  static boolean isUnused(String key) {
    return UNUSED.matcher(key).matches();
  }

  /** The disks of a configuration by slot; no CD-ROMs. */
  static Map<String, Disk> of(Map<String, Object> config) {
    Map<String, Disk> disks = new LinkedHashMap<>();
    config.forEach((slot, value) -> {
      if (isDisk(slot, value)) {
        disks.put(slot, Disk.of(slot, value.toString()));
      }
    });
    return disks;
  }

  /** The disks of a guest as {@code included_volumes} of a backup job tells them. */
  public static List<Map<String, Object>> inBackups(Guest guest) {
    List<Map<String, Object>> rows = new ArrayList<>();
    of(guest.config())
        .forEach((slot, disk) -> {
          boolean machine = guest.kind() == GuestKind.QEMU;
          boolean root = slot.equals("rootfs");
          boolean included =
              machine
                  ? !disk.options().contains("backup=0")
                  : root || disk.options().contains("backup=1");
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("id", guest.vmid() + ":" + slot);
          row.put("name", disk.volid());
          row.put("leaf", 1);
          row.put("included", included ? 1 : 0);
          row.put(
              "reason",
              machine
                  ? "backup=" + (included ? "yes" : "no")
                  : root ? "rootfs" : included ? "enabled" : "disabled");
          rows.add(row);
        });
    return rows;
  }

  static boolean ofFiles(Storage storage) {
    return OF_FILES.contains(storage.type());
  }

  /**
   * The storage of that name, if it takes disks of that kind of guest.
   *
   * @throws Refusal in Proxmox's words if not
   */
  Storage taking(String name, GuestKind kind, String slot) {
    Storage storage = storages.require(name);
    String content = kind == GuestKind.QEMU ? "images" : "rootdir";
    if (!storage.content().contains(content)) {
      throw switch (kind) {
        case QEMU ->
            Refusal.BadParameters.about(
                "storage", "storage '" + name + "' does not support vm images");
        case LXC ->
            Refusal.BadParameters.about(
                slot, "storage '" + name + "' does not support container directories");
      };
    }
    return storage;
  }

  /** What a new volume is to be: of how many bytes, and in which format where that is said. */
  record Wanted(long bytes, Optional<String> format, Instant at) {}

  /**
   * Makes a volume for a guest.
   *
   * @return its id
   */
  String allocate(Guest.Identity guest, Storage storage, Wanted wanted, Consumer<String> log) {
    String format = wanted.format().orElse(usualFormat(guest.kind(), storage, wanted.bytes()));
    String stem = (format.equals("subvol") ? "subvol-" : "vm-") + guest.vmid() + "-disk-";
    for (int number = 0; ; number++) {
      String volid = volid(storage, guest.vmid(), stem + number, format);
      if (volumes.find(storage, guest.node(), volid).isEmpty()) {
        write(guest, storage, volid, wanted, log);
        return volid;
      }
    }
  }

  /** The disk of a VM's cloud-init settings. */
  String allocateCloudInit(Guest.Identity guest, Storage storage, Instant at) {
    String format = ofFiles(storage) ? "qcow2" : "raw";
    String volid = volid(storage, guest.vmid(), "vm-" + guest.vmid() + "-cloudinit", format);
    write(guest, storage, volid, new Wanted(4 << 20, Optional.of(format), at), _ -> {});
    return volid;
  }

  private static String usualFormat(GuestKind kind, Storage storage, long bytes) {
    if (!ofFiles(storage)) {
      return "raw";
    }
    return kind == GuestKind.QEMU ? "qcow2" : bytes == 0 ? "subvol" : "raw";
  }

  private static String volid(Storage storage, int vmid, String name, String format) {
    return ofFiles(storage)
        ? "%s:%d/%s.%s".formatted(storage.name(), vmid, name, format)
        : storage.name() + ":" + name;
  }

  private void write(
      Guest.Identity guest, Storage storage, String volid, Wanted wanted, Consumer<String> log) {
    String format = volid.contains(".") ? volid.substring(volid.lastIndexOf('.') + 1) : "raw";
    Map<String, @Nullable Object> facts = new HashMap<>();
    if (ofFiles(storage)) {
      facts.put("used", format.equals("raw") ? wanted.bytes() : Math.min(CLUSTER, wanted.bytes()));
      facts.put("parent", null);
    }
    volumes.write(
        storage,
        guest.node(),
        new Volume(
            volid,
            guest.kind() == GuestKind.QEMU ? "images" : "rootdir",
            format,
            guest.vmid(),
            wanted.bytes(),
            wanted.at(),
            facts));
    String name = volid.substring(volid.indexOf(':') + 1);
    if (ofFiles(storage) && !format.equals("subvol")) {
      log.accept(
          "Formatting '%s', fmt=%s size=%d".formatted(path(storage, name), format, wanted.bytes()));
    } else if (!ofFiles(storage)) {
      log.accept("  Logical volume \"" + name + "\" created.");
    }
  }

  /** Where a storage of files keeps an image. */
  static String path(Storage storage, String name) {
    String root = storage.place().getOrDefault("path", "/mnt/pve/" + storage.name());
    return root + "/images/" + name;
  }

  /** Takes a disk's volume away and says so as its storage does. */
  void free(String node, Disk disk, Consumer<String> log) {
    Optional<Storage> found = disk.storage().flatMap(storages::find);
    if (found.isEmpty()) {
      return;
    }
    Storage storage = found.get();
    boolean there = volumes.find(storage, node, disk.volid()).isPresent();
    volumes.remove(storage, node, disk.volid());
    if (!there && ofFiles(storage)) {
      log.accept("disk image '%s' does not exist".formatted(path(storage, disk.name())));
    } else if (!ofFiles(storage)) {
      log.accept("  Logical volume \"" + disk.name() + "\" successfully removed.");
    }
  }

  /** Puts one volume in the place of another, as a resize and a template do. */
  void replace(String node, Disk before, Disk after, long size) {
    before
        .storage()
        .flatMap(storages::find)
        .ifPresent(storage ->
            volumes
                .find(storage, node, before.volid())
                .ifPresent(volume -> {
                  volumes.remove(storage, node, before.volid());
                  volumes.write(storage, node, volume.as(after.volid(), size));
                }));
  }

  /** Notes which image a linked clone begins with. */
  void link(String node, Disk clone, String base) {
    clone
        .storage()
        .flatMap(storages::find)
        .ifPresent(storage ->
            volumes
                .find(storage, node, clone.volid())
                .ifPresent(volume -> volumes.write(storage, node, volume.with("parent", base))));
  }

  /** Whether a linked clone begins with that image. */
  boolean inUse(String node, Disk base) {
    String file = base.name().substring(base.name().lastIndexOf('/') + 1);
    return base.storage()
        .flatMap(storages::find)
        .filter(storage ->
            volumes.on(storage, node).stream()
                .map(volume -> String.valueOf(volume.facts().get("parent")))
                .anyMatch(parent -> parent.endsWith(file)))
        .isPresent();
  }

  /** The size of a disk's volume in bytes; what its setting tells where there is none. */
  long size(String node, Disk disk) {
    return disk.storage()
        .flatMap(storages::find)
        .flatMap(storage -> volumes.find(storage, node, disk.volid()))
        .map(Volume::size)
        .orElse(disk.size());
  }

  boolean shared(Disk disk) {
    return disk.storage().flatMap(storages::find).filter(Storage::shared).isPresent();
  }

  /** Takes a volume of one node to another. */
  void carry(Disk disk, String from, String to) {
    disk.storage()
        .flatMap(storages::find)
        .filter(storage -> !storage.shared())
        .ifPresent(storage ->
            volumes
                .find(storage, from, disk.volid())
                .ifPresent(volume -> {
                  volumes.remove(storage, from, disk.volid());
                  volumes.write(storage, to, volume);
                }));
  }
}
