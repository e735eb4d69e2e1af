package dev.proxmoxmcp.simulator.guest;

import java.util.Map;

/** What a guest was given: CPUs, and bytes of memory, swap (containers) and disk. */
public record GuestSize(int cpus, long memory, long swap, long disk) {
  private static final long MIB = 1L << 20;
  private static final long USUAL_MIB = 512;

  /** What lists show of a container whose disk has no size of its own. */
  private static final long USUAL_CONTAINER_DISK = 4L << 30;

  /**
   * What a configuration gives; a container without a number of cores has as many as before, which
   * are all that its node has.
   */
  GuestSize of(GuestKind kind, Map<String, Object> config) {
    return switch (kind) {
      case QEMU ->
          new GuestSize(
              (int) (number(config, "sockets", 1) * number(config, "cores", 1)),
              number(config, "memory", USUAL_MIB) * MIB,
              0,
              machineDisk(config));
      case LXC ->
          new GuestSize(
              (int) number(config, "cores", cpus),
              number(config, "memory", USUAL_MIB) * MIB,
              number(config, "swap", USUAL_MIB) * MIB,
              containerDisk(config));
    };
  }

  private static long number(Map<String, Object> config, String key, long fallback) {
    Object value = config.get(key);
    String digits = value == null ? "" : value.toString().replaceFirst("^current=", "");
    return digits.matches("\\d{1,9}") ? Long.parseLong(digits) : fallback;
  }

  /** That of the disk which the VM boots from, as far as the order names one. */
  private static long machineDisk(Map<String, Object> config) {
    String boot = String.valueOf(config.getOrDefault("boot", "order=scsi0"));
    for (String slot : boot.replaceFirst("^order=", "").split(";", -1)) {
      if (Disks.isDisk(slot, config.get(slot))) {
        return DiskSize.in(String.valueOf(config.get(slot)));
      }
    }
    return Disks.of(config).values().stream().findFirst().map(Disk::size).orElse(0L);
  }

  private static long containerDisk(Map<String, Object> config) {
    long size = DiskSize.in(String.valueOf(config.getOrDefault("rootfs", "")));
    return size == 0 ? USUAL_CONTAINER_DISK : size;
  }
}
