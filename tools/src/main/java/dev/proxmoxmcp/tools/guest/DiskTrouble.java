package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Usage;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.ResourceType;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.client.guest.GuestConfiguration;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which disks of a guest lie on a storage that is away or full, in sentences for its answer. */
final class DiskTrouble {
  private DiskTrouble() {}

  /**
   * Reads all storages in one request; so only for a guest about which something is wrong.
   *
   * @return a line for each such disk; one that says why, if the storages cannot be read
   */
  static List<String> of(
      BoundCluster cluster, GuestResource guest, GuestConfiguration configuration) {
    try {
      List<StorageResource> here =
          cluster.cluster().resources(ResourceType.STORAGE).stream()
              .filter(StorageResource.class::isInstance)
              .map(StorageResource.class::cast)
              .filter(storage -> storage.node().equals(guest.node()))
              .toList();
      List<String> lines = new ArrayList<>();
      configuration
          .hardware()
          .disks()
          .forEach((slot, value) ->
              storage(value, here)
                  .flatMap(DiskTrouble::trouble)
                  .ifPresent(trouble ->
                      lines.add("disk " + Foreign.word(slot) + " lies on storage " + trouble)));
      return lines;
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException failure) {
      return List.of("whether its storages are available is not known: " + failure.getMessage());
    }
  }

  /** A volume's id begins with its storage; what has none is a device, or an empty drive. */
  private static Optional<StorageResource> storage(String value, List<StorageResource> here) {
    return here.stream().filter(storage -> value.startsWith(storage.storage() + ":")).findFirst();
  }

  private static Optional<String> trouble(StorageResource storage) {
    if (!storage.available()) {
      return Optional.of(
          storage.storage()
              + ", which is not available on "
              + storage.node()
              + "; storage_list shows where it is");
    }
    Usage usage = storage.usage();
    return usage != null && Amounts.nearlyFull(usage)
        ? Optional.of(
            storage.storage()
                + ", which is nearly full: "
                + Amounts.share(usage.used().bytes(), usage.total().bytes()))
        : Optional.empty();
  }
}
