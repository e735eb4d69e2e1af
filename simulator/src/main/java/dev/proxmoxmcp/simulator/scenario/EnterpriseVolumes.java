package dev.proxmoxmcp.simulator.scenario;

import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.GuestKind;
import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.storage.Volume;
import dev.proxmoxmcp.simulator.storage.Volumes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One disk of every guest, and the backup of the last night of every guest in production. */
final class EnterpriseVolumes {
  private final Map<String, Storage> storages = new HashMap<>();
  private final Instant now;

  EnterpriseVolumes(List<Storage> storages, Instant now) {
    storages.forEach(storage -> this.storages.put(storage.name(), storage));
    this.now = now;
  }

  Volumes of(List<Guest> guests) {
    Volumes volumes = new Volumes();
    for (Guest guest : guests) {
      disk(guest, volumes);
      if (guest.pool().filter(pool -> pool.endsWith("-prod")).isPresent()) {
        Storage server = storage("pbs" + (1 + guest.vmid() % 2));
        Instant at = now.minus(Duration.ofHours(6).plusSeconds(guest.vmid() % 14_400));
        volumes.add(
            server,
            guest.node(),
            Volume.backup(server, guest.kind().type(), guest.vmid(), at, guest.size().disk() / 3));
      }
    }
    return volumes;
  }

  private void disk(Guest guest, Volumes volumes) {
    boolean container = guest.kind() == GuestKind.LXC;
    String setting = guest.setting(container ? "rootfs" : "scsi0").orElseThrow();
    String volid = setting.substring(0, setting.indexOf(','));
    Storage storage = storage(volid.substring(0, volid.indexOf(':')));
    volumes.add(
        storage,
        guest.node(),
        new Volume(
            volid,
            container ? "rootdir" : "images",
            "raw",
            guest.vmid(),
            guest.size().disk(),
            now.minus(Duration.ofDays(30 + guest.vmid() % 700)),
            Map.of()));
  }

  private Storage storage(String name) {
    Storage storage = storages.get(name);
    if (storage == null) {
      throw new IllegalStateException("no storage " + name);
    }
    return storage;
  }
}
