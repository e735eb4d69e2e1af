package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The settings of guests: which there are, what they may be, and what it takes to change them. */
final class GuestOptions {
  private static final int NOTES = 8192;
  private static final Set<String> ONLY_ROOT = Set.of("affinity", "args", "hookscript", "lock");
  private static final Pattern CPU =
      Pattern.compile("affinity|cores|cpu|cpulimit|cpuunits|numa\\d*|smp|sockets|vcpus");
  private static final Pattern MEMORY = Pattern.compile("balloon|hugepages|memory|shares|swap");
  private static final Pattern NETWORK =
      Pattern.compile("net\\d+|hostname|ipconfig\\d+|nameserver|searchdomain");
  private static final Pattern CLOUD_INIT =
      Pattern.compile("ci(custom|password|type|upgrade|user)|sshkeys");
  private static final Pattern HARDWARE =
      Pattern.compile(
          "acpi|arch|audio0|bios|hostpci\\d+|ivshmem|keyboard|kvm|machine|parallel\\d+|rng0"
              + "|scsihw|serial\\d+|smbios1|tablet|tpmstate\\d+|usb\\d+|vga|virtiofs\\d+|vmgenid"
              + "|watchdog");

  private GuestOptions() {}

  /** All settings of a kind of guests, by name. */
  static Map<String, Parameter> of(GuestKind kind) {
    Map<String, Parameter> byName = new LinkedHashMap<>();
    (kind == GuestKind.QEMU ? machine() : container())
        .forEach(option -> byName.put(option.name(), option));
    return byName;
  }

  /** The privilege that a change takes, or empty where only root may. */
  static Optional<String> privilege(GuestKind kind, String key, String value) {
    if (ONLY_ROOT.contains(key)) {
      return Optional.empty();
    }
    if (Disks.isUnused(key) || Disks.isSlot(key)) {
      return Optional.of(value.contains("media=cdrom") ? "VM.Config.CDROM" : "VM.Config.Disk");
    }
    Map<Pattern, String> privileges = new LinkedHashMap<>();
    privileges.put(CPU, "VM.Config.CPU");
    privileges.put(MEMORY, "VM.Config.Memory");
    privileges.put(NETWORK, "VM.Config.Network");
    if (kind == GuestKind.QEMU) {
      privileges.put(CLOUD_INIT, "VM.Config.Cloudinit");
      privileges.put(HARDWARE, "VM.Config.HWType");
    }
    return Optional.of(
        privileges.entrySet().stream()
            .filter(entry -> entry.getKey().matcher(key).matches())
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("VM.Config.Options"));
  }

  private static List<Parameter> machine() {
    List<Parameter> all = new ArrayList<>();
    for (String flag :
        new String[] {
          "acpi",
          "allow-ksm",
          "autostart",
          "ciupgrade",
          "freeze",
          "keephugepages",
          "kvm",
          "localtime",
          "numa",
          "onboot",
          "protection",
          "reboot",
          "tablet",
          "tdf",
          "template"
        }) {
      all.add(Parameter.flag(flag));
    }
    for (String text :
        new String[] {
          "affinity",
          "agent",
          "amd-sev",
          "args",
          "audio0",
          "boot",
          "bootdisk",
          "cdrom",
          "cicustom",
          "cipassword",
          "ciuser",
          "cpu",
          "efidisk0",
          "hookscript",
          "hotplug",
          "intel-tdx",
          "ivshmem",
          "keyboard",
          "machine",
          "nameserver",
          "rng0",
          "searchdomain",
          "spice_enhancements",
          "startdate",
          "startup",
          "tpmstate0",
          "vga",
          "vmgenid",
          "watchdog"
        }) {
      all.add(Parameter.text(text));
    }
    for (String count : new String[] {"cores", "cpuunits", "smp", "sockets", "vcpus"}) {
      all.add(Parameter.integer(count, 1));
    }
    for (String amount : new String[] {"balloon", "migrate_speed", "shares"}) {
      all.add(Parameter.integer(amount, 0));
    }
    all.add(Parameter.choice("arch", "x86_64", "aarch64"));
    all.add(Parameter.choice("bios", "seabios", "ovmf"));
    all.add(Parameter.choice("citype", "configdrive2", "nocloud", "opennebula"));
    all.add(Parameter.choice("hugepages", "any", "2", "1024"));
    all.add(
        Parameter.choice(
            "lock",
            "backup",
            "clone",
            "create",
            "migrate",
            "rollback",
            "snapshot",
            "snapshot-delete",
            "suspending",
            "suspended"));
    all.add(
        Parameter.choice(
            "ostype", "other", "wxp", "w2k", "w2k3", "w2k8", "wvista", "win7", "win8", "win10",
            "win11", "l24", "l26", "solaris"));
    all.add(
        Parameter.choice(
            "scsihw",
            "lsi",
            "lsi53c810",
            "virtio-scsi-pci",
            "virtio-scsi-single",
            "megasas",
            "pvscsi"));
    all.add(Parameter.amount("cpulimit", 0, 128));
    all.add(Parameter.amount("migrate_downtime", 0, Integer.MAX_VALUE));
    all.add(Parameter.text("description", NOTES));
    all.add(Parameter.text("smbios1", 512));
    all.add(Parameter.storage("vmstatestorage"));
    List.of("memory", "name", "sshkeys", "tags").forEach(name -> all.add(Parameter.text(name)));
    numbered(all, 32, Parameter::text, "net", "ipconfig");
    numbered(all, 4, Parameter::text, "ide", "serial", "parallel");
    numbered(all, 6, Parameter::text, "sata");
    numbered(all, 16, Parameter::text, "virtio", "hostpci", "usb", "virtiofs", "numa");
    numbered(all, 31, Parameter::text, "scsi");
    numbered(all, 256, Parameter::text, "unused");
    return all;
  }

  private static List<Parameter> container() {
    List<Parameter> all = new ArrayList<>();
    for (String flag :
        new String[] {"console", "debug", "onboot", "protection", "template", "unprivileged"}) {
      all.add(Parameter.flag(flag));
    }
    for (String text :
        new String[] {
          "entrypoint",
          "env",
          "features",
          "hookscript",
          "nameserver",
          "rootfs",
          "searchdomain",
          "startup",
          "timezone"
        }) {
      all.add(Parameter.text(text));
    }
    all.add(Parameter.choice("arch", "amd64", "i386", "arm64", "armhf", "riscv32", "riscv64"));
    all.add(Parameter.choice("cmode", "shell", "console", "tty"));
    all.add(
        Parameter.choice(
            "lock",
            "backup",
            "create",
            "destroyed",
            "disk",
            "fstrim",
            "migrate",
            "mounted",
            "rollback",
            "snapshot",
            "snapshot-delete"));
    all.add(
        Parameter.choice(
            "ostype",
            "debian",
            "devuan",
            "ubuntu",
            "centos",
            "fedora",
            "opensuse",
            "archlinux",
            "alpine",
            "gentoo",
            "nixos",
            "unmanaged"));
    all.add(Parameter.integer("cores", 1));
    all.add(Parameter.amount("cpulimit", 0, 8192));
    all.add(Parameter.integer("cpuunits", 0));
    all.add(Parameter.text("description", NOTES));
    all.add(Parameter.text("hostname"));
    all.add(Parameter.integer("memory", 16));
    all.add(Parameter.integer("swap", 0));
    all.add(Parameter.text("tags"));
    all.add(Parameter.integer("tty", 0));
    numbered(all, 32, Parameter::text, "net");
    numbered(all, 256, Parameter::text, "mp", "dev", "unused");
    return all;
  }

  private static void numbered(
      List<Parameter> all, int count, Function<String, Parameter> shape, String... names) {
    for (String name : names) {
      for (int number = 0; number < count; number++) {
        all.add(shape.apply(name + number));
      }
    }
  }
}
