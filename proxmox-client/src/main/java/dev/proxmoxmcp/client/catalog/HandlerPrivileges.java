package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.Product;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What handlers check by hand, where the schema says less. Of a change of a guest's configuration
 * it says that one of eight privileges will do, and the handler then asks for the one of each
 * setting; of a creation it says nothing, and a refusal names no privilege. So without this a token
 * could be told to be granted what does not help.
 */
final class HandlerPrivileges {
  private static final String GUEST = "/vms/{vmid}";
  private static final List<String> ALLOCATE = List.of("VM.Allocate");

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

  private HandlerPrivileges() {}

  /**
   * What a call needs of who makes it.
   *
   * @return empty if the schema is all that is known
   */
  static Optional<Requirement> of(Product product, ApiEndpoint endpoint, Sent sent) {
    if (product != Product.PVE) {
      return Optional.empty();
    }
    return switch (endpoint.title()) {
      case "PUT /nodes/{node}/qemu/{vmid}/config", "POST /nodes/{node}/qemu/{vmid}/config" ->
          needed(OF_VMS, sent);
      case "PUT /nodes/{node}/lxc/{vmid}/config" -> needed(OF_CONTAINERS, sent);
      case "POST /nodes/{node}/qemu" -> creation(sent, "archive");
      case "POST /nodes/{node}/lxc" -> creation(sent, "restore");
      default -> Optional.empty();
    };
  }

  /**
   * A new guest; over one that exists, a backup of its own is brought back with other privileges.
   *
   * @param restores the parameter by which that is meant
   */
  private static Optional<Requirement> creation(Sent sent, String restores) {
    if (sent.mayBeOn("force") && sent.has(restores)) {
      return Optional.empty();
    }
    Requirement guest =
        new Requirement.OneOf(
            List.of(
                new Requirement.Privileges(GUEST, ALLOCATE, false, ""),
                new Requirement.Privileges("/pool/{pool}", ALLOCATE, false, "pool")));
    return Optional.of(
        sent.has("storage")
            ? new Requirement.AllOf(
                List.of(
                    guest,
                    new Requirement.Privileges(
                        "/storage/{storage}", List.of("Datastore.AllocateSpace"), false, "")))
            : guest);
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
