package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.Product;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which privilege each setting of a guest takes. The schema of {@code PUT
 * /nodes/{node}/qemu/{vmid}/config} and of its like says that one of eight will do; its handler
 * then checks the one of each setting. So without this table a token could be told to be granted
 * what does not help.
 */
final class ConfigPrivileges {
  private static final String GUEST = "/vms/{vmid}";

  private static final Map<String, Pattern> OF_VMS =
      Map.of(
          "VM.Config.CPU",
          Pattern.compile("cores|cpu|cpulimit|cpuunits|numa[0-9]*|smp|sockets|vcpus"),
          "VM.Config.Memory",
          Pattern.compile("balloon|memory|shares"),
          "VM.Config.HWType",
          Pattern.compile("acpi|kvm|machine|scsihw|smbios1|tablet|vga|watchdog"),
          "VM.Config.Options",
          Pattern.compile("agent|autostart|description|localtime|name|onboot|ostype|protection"),
          "VM.Config.Network",
          Pattern.compile("net[0-9]+"),
          "VM.Config.Disk",
          Pattern.compile("(ide|sata|scsi|virtio|unused)[0-9]+"));

  private static final Map<String, Pattern> OF_CONTAINERS =
      Map.of(
          "VM.Config.CPU",
          Pattern.compile("cores|cpulimit|cpuunits"),
          "VM.Config.Memory",
          Pattern.compile("memory|swap"),
          "VM.Config.Options",
          Pattern.compile("console|description|onboot|ostype|protection|timezone|tty"),
          "VM.Config.Network",
          Pattern.compile("net[0-9]+|hostname|nameserver|searchdomain"),
          "VM.Config.Disk",
          Pattern.compile("rootfs|(mp|unused)[0-9]+"));

  /** Not settings: how the change is made. */
  private static final Set<String> BESIDE =
      Set.of("node", "vmid", "digest", "delete", "revert", "force", "background_delay");

  private ConfigPrivileges() {}

  /**
   * What a change of these settings needs.
   *
   * @return empty if it is another call, or one of the settings is not in the table
   */
  static Optional<Requirement> of(Product product, ApiEndpoint endpoint, Sent sent) {
    if (product != Product.PVE) {
      return Optional.empty();
    }
    return switch (endpoint.title()) {
      case "PUT /nodes/{node}/qemu/{vmid}/config", "POST /nodes/{node}/qemu/{vmid}/config" ->
          needed(OF_VMS, sent);
      case "PUT /nodes/{node}/lxc/{vmid}/config" -> needed(OF_CONTAINERS, sent);
      default -> Optional.empty();
    };
  }

  private static Optional<Requirement> needed(Map<String, Pattern> table, Sent sent) {
    Set<String> settings = new LinkedHashSet<>(sent.names());
    for (String list : List.of("delete", "revert")) {
      sent.values(list).forEach(value -> settings.addAll(List.of(value.split("[,; ]+"))));
    }
    settings.removeAll(BESIDE);
    Set<String> names = new LinkedHashSet<>();
    for (String setting : settings) {
      Optional<String> name = privilege(table, setting, sent);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      names.add(name.get());
    }
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Requirement.Privileges(GUEST, names.stream().sorted().toList(), false, ""));
  }

  /** A drive that may hold a disc has a privilege of its own. */
  private static Optional<String> privilege(Map<String, Pattern> table, String setting, Sent sent) {
    return table.entrySet().stream()
        .filter(entry -> entry.getValue().matcher(setting).matches())
        .map(Map.Entry::getKey)
        .filter(_ -> sent.values(setting).stream().noneMatch(value -> value.contains("media=")))
        .findFirst();
  }
}
