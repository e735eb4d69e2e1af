package dev.proxmoxmcp.simulator.storage;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /storage} and {@code /nodes/{node}/storage}. */
public final class StorageRoutes {
  private static final String[] TYPES = {
    "btrfs",
    "cephfs",
    "cifs",
    "dir",
    "esxi",
    "iscsi",
    "iscsidirect",
    "lvm",
    "lvmthin",
    "nfs",
    "pbs",
    "rbd",
    "zfs",
    "zfspool"
  };

  /** The plug-ins that there are. */
  static String[] types() {
    return TYPES.clone();
  }

  private final Storages storages;
  private final Volumes volumes;

  /** Routes to these storages and what lies on them. */
  public StorageRoutes(Storages storages, Volumes volumes) {
    this.storages = storages;
    this.volumes = volumes;
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.get("/storage").takes(Parameter.choice("type", TYPES)).answers(this::configurations),
        Route.get("/storage/{storage}")
            .needs(Permission.all("/storage/{storage}", "Datastore.Allocate"))
            .answers(this::configuration),
        Route.get("/nodes/{node}/storage")
            .takes(
                Parameter.text("content"),
                Parameter.flag("enabled"),
                Parameter.flag("format"),
                Parameter.storage("storage"),
                Parameter.text("target"))
            .answers(this::listed),
        Route.get("/nodes/{node}/storage/{storage}")
            .needs(
                Permission.any("/storage/{storage}", "Datastore.Audit", "Datastore.AllocateSpace"))
            .lists("subdir", "content", "status"),
        Route.get("/nodes/{node}/storage/{storage}/status")
            .needs(
                Permission.any("/storage/{storage}", "Datastore.Audit", "Datastore.AllocateSpace"))
            .answers(this::status),
        Route.get("/nodes/{node}/storage/{storage}/content")
            .needs(
                Permission.any("/storage/{storage}", "Datastore.Audit", "Datastore.AllocateSpace"))
            .takes(Parameter.contentType("content"), Parameter.vmid("vmid"))
            .answers(this::content));
  }

  private Answer configurations(Call call) {
    Optional<String> type = call.text("type");
    return Answer.of(
        storages.all().stream()
            .filter(storage -> storage.visibleTo(call.caller()))
            .filter(storage -> type.isEmpty() || type.get().equals(storage.type()))
            .map(this::configured)
            .toList());
  }

  private Answer configuration(Call call) {
    return Answer.of(configured(existing(call)));
  }

  private Storage existing(Call call) {
    return storages.require(call.required("storage"));
  }

  /** What lies on it, as far as the caller may know. */
  private Answer content(Call call) {
    Storage storage = existing(call);
    if (!storage.enabled()) {
      throw new Refusal.Died("storage '" + storage.name() + "' is disabled");
    }
    Optional<String> type = call.text("content");
    long vmid = call.number("vmid", 0);
    return Answer.of(
        volumes.on(storage, call.node()).stream()
            .filter(volume -> type.isEmpty() || type.get().equals(volume.content()))
            .filter(volume -> vmid == 0 || vmid == volume.vmid())
            .filter(volume -> volume.visibleTo(call.caller(), storage.aclPath()))
            .map(Volume::row)
            .toList());
  }

  private Map<String, Object> configured(Storage storage) {
    Map<String, Object> entry = new LinkedHashMap<>(storage.place());
    entry.put("storage", storage.name());
    entry.put("type", storage.type());
    entry.put("content", storage.contentList());
    entry.put("digest", storages.digest());
    if (storage.shared()) {
      entry.put("shared", 1);
    }
    return entry;
  }

  private Answer listed(Call call) {
    List<String> contents = call.list("content");
    Optional<String> only = call.text("storage");
    return Answer.of(
        storages.all().stream()
            .filter(storage -> storage.on(call.node()))
            .filter(storage -> !call.flag("enabled") || storage.enabled())
            .filter(storage -> storage.visibleTo(call.caller()))
            .filter(storage -> only.isEmpty() || only.get().equals(storage.name()))
            .filter(storage ->
                contents.isEmpty() || contents.stream().anyMatch(storage.content()::contains))
            .map(storage -> {
              Map<String, Object> row = usage(storage, call.node());
              row.put("storage", storage.name());
              if (storage.enabled() && storage.active()) {
                Storage.Space space = volumes.space(storage, call.node());
                row.put("used_fraction", (double) space.used() / space.total());
              }
              return row;
            })
            .toList());
  }

  private Answer status(Call call) {
    return Answer.of(
        usage(
            storages
                .find(call.required("storage"))
                .orElseThrow(() -> Refusal.BadParameters.about("storage", "No such storage.")),
            call.node()));
  }

  private Map<String, Object> usage(Storage storage, String node) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("type", storage.type());
    row.put("content", storage.contentList());
    boolean usable = storage.usableOn(node);
    boolean active = usable && storage.active();
    row.put("active", active ? 1 : 0);
    row.put("enabled", usable ? 1 : 0);
    row.put("shared", storage.shared() ? 1 : 0);
    Storage.Space space = active ? volumes.space(storage, node) : new Storage.Space(0, 0);
    row.put("total", space.total());
    row.put("used", space.used());
    row.put("avail", space.total() - space.used());
    return row;
  }
}
