package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.storage.Storages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the disks of a guest allow snapshots, linked clones and copies. */
public final class FeatureRoutes {
  private static final List<String> WITH_SNAPSHOTS =
      List.of("lvmthin", "zfspool", "rbd", "btrfs", "cephfs");

  private final Guests guests;
  private final Storages storages;

  /** Of these guests. */
  public FeatureRoutes(Guests guests, Storages storages) {
    this.guests = guests;
    this.storages = storages;
  }

  /** The table. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (GuestKind kind : GuestKind.values()) {
      routes.add(
          Route.get("/nodes/{node}/" + kind.type() + "/{vmid}/feature")
              .needs(Permission.all("/vms/{vmid}", "VM.Audit"))
              .takesAll()
              .answers(call -> answer(kind, call)));
    }
    return routes;
  }

  private Answer answer(GuestKind kind, Call call) {
    Guest guest = guests.require(kind, call.node(), call.vmid());
    String feature = call.required("feature");
    List<Map.Entry<String, Storage>> disks = disks(guest);
    boolean has =
        disks.stream()
            .allMatch(disk ->
                switch (feature) {
                  case "snapshot" -> snapshots(disk.getKey(), disk.getValue());
                  case "clone" -> guest.template() && snapshots(disk.getKey(), disk.getValue());
                  default -> kind == GuestKind.QEMU || snapshots(disk.getKey(), disk.getValue());
                });
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("hasFeature", has ? 1 : 0);
    if (kind == GuestKind.QEMU) {
      answer.put("nodes", List.of(guest.node()));
    }
    return Answer.of(answer);
  }

  private List<Map.Entry<String, Storage>> disks(Guest guest) {
    List<Map.Entry<String, Storage>> disks = new ArrayList<>();
    guest
        .config()
        .forEach((key, value) -> {
          String setting = String.valueOf(value);
          int colon = setting.indexOf(':');
          Optional<Storage> storage =
              colon > 0 && Disks.isDisk(key, setting)
                  ? storages.find(setting.substring(0, colon))
                  : Optional.empty();
          storage.ifPresent(found -> disks.add(Map.entry(setting, found)));
        });
    return disks;
  }

  private static boolean snapshots(String disk, Storage storage) {
    return WITH_SNAPSHOTS.contains(storage.type()) || disk.contains(".qcow2");
  }
}
