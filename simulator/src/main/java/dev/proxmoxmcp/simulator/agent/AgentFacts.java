package dev.proxmoxmcp.simulator.agent;

import dev.proxmoxmcp.simulator.guest.Guest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a guest's system tells of itself. */
final class AgentFacts {
  static final String KERNEL_RELEASE = "6.12.48+deb13-amd64";
  static final String KERNEL_VERSION = "#1 SMP PREEMPT_DYNAMIC Debian 6.12.48-1 (2025-09-20)";

  private static final Pattern MAC = Pattern.compile("(?i)[0-9a-f]{2}(?::[0-9a-f]{2}){5}");
  private static final List<String> COMMANDS =
      List.of(
          "guest-exec",
          "guest-exec-status",
          "guest-file-close",
          "guest-file-open",
          "guest-file-read",
          "guest-file-seek",
          "guest-file-write",
          "guest-fsfreeze-freeze",
          "guest-fsfreeze-status",
          "guest-fsfreeze-thaw",
          "guest-get-fsinfo",
          "guest-get-host-name",
          "guest-get-osinfo",
          "guest-info",
          "guest-network-get-interfaces",
          "guest-ping");

  private AgentFacts() {}

  static Map<String, Object> info() {
    List<Map<String, Object>> commands = new ArrayList<>();
    for (String name : COMMANDS) {
      commands.add(Map.of("name", name, "enabled", true, "success-response", true));
    }
    return Map.of("version", "10.0.2", "supported_commands", commands);
  }

  static Map<String, Object> system(Guest guest) {
    if (guest.setting("ostype").orElse("").startsWith("win")) {
      return Map.of(
          "id", "mswindows",
          "name", "Microsoft Windows",
          "pretty-name", "Windows 11 Pro",
          "version", "Microsoft Windows 11",
          "version-id", "11",
          "kernel-release", "26100",
          "kernel-version", "10.0",
          "machine", "x86_64");
    }
    return Map.of(
        "id", "debian",
        "name", "Debian GNU/Linux",
        "pretty-name", "Debian GNU/Linux 13 (trixie)",
        "version", "13 (trixie)",
        "version-id", "13",
        "kernel-release", KERNEL_RELEASE,
        "kernel-version", KERNEL_VERSION,
        "machine", "x86_64");
  }

  /** The interfaces as a VM's agent tells them. */
  static List<Map<String, Object>> interfaces(Guest guest) {
    List<Map<String, Object>> all = new ArrayList<>();
    all.add(
        card(
            "lo",
            "00:00:00:00:00:00",
            List.of(address("ipv4", "127.0.0.1", 8), address("ipv6", "::1", 128)),
            0));
    all.add(card("eth0", mac(guest), addresses(guest), guest.vmid() * 1000L));
    return all;
  }

  /** The interfaces as a container's host tells them: the same with another name beside. */
  static List<Map<String, Object>> containerInterfaces(Guest guest) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Map<String, Object> card : interfaces(guest)) {
      Map<String, Object> row = new LinkedHashMap<>(card);
      row.remove("statistics");
      row.put("hwaddr", String.valueOf(card.get("hardware-address")));
      if ("eth0".equals(card.get("name"))) {
        row.put("inet", ipv4(guest) + "/24");
        row.put("inet6", ipv6(guest) + "/64");
      } else {
        row.put("inet", "127.0.0.1/8");
        row.put("inet6", "::1/128");
      }
      all.add(row);
    }
    return all;
  }

  private static Map<String, Object> card(
      String name, String mac, List<Map<String, Object>> addresses, long traffic) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", name);
    row.put("hardware-address", mac);
    row.put("ip-addresses", addresses);
    Map<String, Object> statistics = new LinkedHashMap<>();
    for (String way : List.of("rx", "tx")) {
      statistics.put(way + "-bytes", traffic * 700);
      statistics.put(way + "-packets", traffic);
      statistics.put(way + "-errs", 0);
      statistics.put(way + "-dropped", 0);
    }
    row.put("statistics", statistics);
    return row;
  }

  private static List<Map<String, Object>> addresses(Guest guest) {
    return List.of(address("ipv4", ipv4(guest), 24), address("ipv6", ipv6(guest), 64));
  }

  private static Map<String, Object> address(String type, String text, int prefix) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("ip-address-type", type);
    row.put("ip-address", text);
    row.put("prefix", prefix);
    return row;
  }

  private static String ipv4(Guest guest) {
    return "198.51.100." + (1 + guest.vmid() % 250);
  }

  private static String ipv6(Guest guest) {
    return "fe80::be24:11ff:fe00:" + Integer.toHexString(guest.vmid() & 0xFFFF);
  }

  private static String mac(Guest guest) {
    Matcher mac = MAC.matcher(guest.setting("net0").orElse(""));
    return mac.find() ? mac.group().toLowerCase(Locale.ROOT) : "bc:24:11:00:00:00";
  }

  /** The mounted file systems, with how full they are. */
  static List<Map<String, Object>> fileSystems(Guest guest) {
    long total = guest.size().disk();
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("name", "sda1");
    root.put("mountpoint", "/");
    root.put("type", "ext4");
    root.put("total-bytes", total);
    root.put("used-bytes", total / 100 * (20 + guest.vmid() % 60));
    root.put("disk", List.of(disk()));
    Map<String, Object> boot = new LinkedHashMap<>();
    boot.put("name", "sda15");
    boot.put("mountpoint", "/boot/efi");
    boot.put("type", "vfat");
    boot.put("total-bytes", 130_027_520L);
    boot.put("used-bytes", 9_132_032L);
    boot.put("disk", List.of(disk()));
    return List.of(root, boot);
  }

  private static Map<String, Object> disk() {
    Map<String, Object> disk = new LinkedHashMap<>();
    disk.put("bus-type", "scsi");
    disk.put("bus", 0);
    disk.put("target", 0);
    disk.put("unit", 0);
    disk.put("dev", "/dev/sda1");
    disk.put("serial", "0QEMU_QEMU_HARDDISK_drive-scsi0");
    disk.put("pci-controller", Map.of("domain", 0, "bus", 0, "slot", 5, "function", 0));
    return disk;
  }
}
