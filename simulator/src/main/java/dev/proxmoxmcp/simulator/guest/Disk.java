package dev.proxmoxmcp.simulator.guest;

import java.util.Optional;

/**
 * A disk of a guest as its setting tells.
 *
 * @param slot such as {@code scsi0} or {@code rootfs}
 * @param volid such as {@code local:100/vm-100-disk-0.qcow2}
 * @param options what follows, such as {@code size=32G,ssd=1}; empty for none
 */
record Disk(String slot, String volid, String options) {
  static Disk of(String slot, String setting) {
    String[] parts = setting.replaceFirst("^(?:file|volume)=", "").split(",", 2);
    return new Disk(slot, parts[0], parts.length == 1 ? "" : parts[1]);
  }

  /** The storage that it is on; empty for {@code none} and paths of the node. */
  Optional<String> storage() {
    int colon = volid.indexOf(':');
    return colon <= 0 || volid.startsWith("/")
        ? Optional.empty()
        : Optional.of(volid.substring(0, colon));
  }

  /** The volume's name without the storage's. */
  String name() {
    return volid.substring(volid.indexOf(':') + 1);
  }

  boolean cdrom() {
    return options.contains("media=cdrom");
  }

  /** In bytes; 0 where the setting tells none. */
  long size() {
    return DiskSize.in(options);
  }

  /** The same on another volume. */
  Disk on(String otherVolid) {
    return new Disk(slot, otherVolid, options);
  }

  /** The same with another size. */
  Disk sized(long bytes) {
    String rest = options.replaceAll("(^|,)size=[^,]+", "").replaceAll("^,", "");
    String size = "size=" + DiskSize.text(bytes);
    return new Disk(slot, volid, rest.isEmpty() ? size : rest + "," + size);
  }

  /** As the configuration has it. */
  String setting() {
    return options.isEmpty() ? volid : volid + "," + options;
  }
}
