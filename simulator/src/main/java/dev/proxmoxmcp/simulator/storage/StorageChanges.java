package dev.proxmoxmcp.simulator.storage;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Digest;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds, changes and removes the definitions of storages: {@code /storage}. */
public final class StorageChanges {
  private static final Permission ALLOCATE = Permission.all("/storage", "Datastore.Allocate");
  private static final long GIB = 1L << 30;

  /** What a plug-in cannot do without. */
  private static final Map<String, List<String>> NEEDS =
      Map.ofEntries(
          Map.entry("btrfs", List.of("path")),
          Map.entry("cephfs", List.of()),
          Map.entry("cifs", List.of("server", "share")),
          Map.entry("dir", List.of("path")),
          Map.entry("esxi", List.of("server", "username")),
          Map.entry("iscsi", List.of("portal", "target")),
          Map.entry("iscsidirect", List.of("portal", "target")),
          Map.entry("lvm", List.of("vgname")),
          Map.entry("lvmthin", List.of("thinpool", "vgname")),
          Map.entry("nfs", List.of("server", "export")),
          Map.entry("pbs", List.of("server", "datastore")),
          Map.entry("rbd", List.of("pool")),
          Map.entry("zfs", List.of("portal", "target", "pool", "iscsiprovider")),
          Map.entry("zfspool", List.of("pool")));

  private static final Set<String> SHARED_TYPES =
      Set.of("cephfs", "cifs", "esxi", "iscsi", "iscsidirect", "nfs", "pbs", "rbd", "zfs");
  private static final List<String> FIXED =
      List.of(
          "authsupported",
          "base",
          "datastore",
          "export",
          "iscsiprovider",
          "path",
          "portal",
          "share",
          "target",
          "thinpool",
          "vgname");
  private static final List<String> TEXTS =
      List.of(
          "blocksize",
          "bwlimit",
          "content-dirs",
          "data-pool",
          "domain",
          "encryption-key",
          "fingerprint",
          "fs-name",
          "is_mountpoint",
          "keyring",
          "master-pubkey",
          "monhost",
          "mountpoint",
          "namespace",
          "nodes",
          "options",
          "password",
          "pool",
          "prune-backups",
          "saferemove_throughput",
          "server",
          "subdir",
          "username",
          "zfs-base-path");
  private static final List<String> FLAGS =
      List.of(
          "create-base-path",
          "create-subdirs",
          "disable",
          "fuse",
          "krbd",
          "mkdir",
          "nocow",
          "nowritecache",
          "saferemove",
          "shared",
          "skip-cert-verification",
          "snapshot-as-volume-chain",
          "sparse",
          "tagged_only");

  private final Storages storages;

  /** Changes of these storages. */
  public StorageChanges(Storages storages) {
    this.storages = storages;
  }

  /** The table. */
  public List<Route> routes() {
    List<Parameter> fresh = settings();
    FIXED.forEach(name -> fresh.add(Parameter.text(name)));
    fresh.add(Parameter.storage("storage").mandatory());
    fresh.add(Parameter.choice("type", StorageRoutes.types()).mandatory());
    List<Parameter> changed = settings();
    changed.add(Parameter.text("delete", 4096));
    changed.add(Parameter.text("digest", 64));
    return List.of(
        Route.post("/storage").needs(ALLOCATE).takes(fresh).answers(this::create),
        Route.put("/storage/{storage}").needs(ALLOCATE).takes(changed).answers(this::change),
        Route.delete("/storage/{storage}").needs(ALLOCATE).answers(this::delete));
  }

  private static List<Parameter> settings() {
    List<Parameter> all = new ArrayList<>();
    all.add(Parameter.contentTypes("content"));
    all.add(Parameter.choice("format", "raw", "qcow2", "subvol", "vmdk"));
    all.add(Parameter.choice("preallocation", "off", "metadata", "falloc", "full"));
    all.add(Parameter.choice("smbversion", "default", "2.0", "2.1", "3", "3.0", "3.11"));
    all.add(Parameter.integer("max-protected-backups", -1));
    all.add(Parameter.amount("port", 1, 65_535));
    TEXTS.forEach(name -> all.add(Parameter.text(name)));
    FLAGS.forEach(name -> all.add(Parameter.flag(name)));
    return all;
  }

  private static Map<String, String> place(Call call) {
    Map<String, String> place = new LinkedHashMap<>();
    for (List<String> names : List.of(FIXED, TEXTS, FLAGS)) {
      for (String name : names) {
        if (!name.equals("shared") && !name.equals("password")) {
          call.text(name).ifPresent(value -> place.put(name, value));
        }
      }
    }
    return place;
  }

  private Answer create(Call call) {
    String name = call.required("storage");
    String type = call.required("type");
    for (String needed : NEEDS.getOrDefault(type, List.of())) {
      if (call.text(needed).isEmpty()) {
        throw new Refusal.Died("missing value for required option '" + needed + "'");
      }
    }
    if (storages.find(name).isPresent()) {
      throw new Refusal.Died("create storage failed: storage ID '" + name + "' already defined");
    }
    List<String> content = call.list("content");
    storages.put(
        new Storage(
            name,
            type,
            shared(type, call),
            content.isEmpty() ? List.of(type.equals("pbs") ? "backup" : "images") : content,
            place(call),
            new Storage.Space(100 * GIB, GIB / 4)));
    return told(name, type);
  }

  /** What lies behind a network is for all nodes, the rest where the call says so. */
  private static boolean shared(String type, Call call) {
    return SHARED_TYPES.contains(type) || call.flag("shared");
  }

  private static Answer told(String name, String type) {
    return Answer.of(Map.of("storage", name, "type", type));
  }

  private Answer change(Call call) {
    String name = call.required("storage");
    Storage present =
        storages
            .find(name)
            .orElseThrow(() ->
                new Refusal.Died("update storage failed: storage '" + name + "' does not exist"));
    Digest.require(call, storages.digest(), "update storage failed: ");
    Map<String, String> place = new LinkedHashMap<>(present.place());
    place.putAll(place(call));
    place.keySet().removeAll(call.list("delete"));
    List<String> content = call.list("content");
    boolean shared =
        call.text("shared").isEmpty() ? present.shared() : shared(present.type(), call);
    storages.put(present.changed(shared, content.isEmpty() ? present.content() : content, place));
    return told(name, present.type());
  }

  private Answer delete(Call call) {
    String name = call.required("storage");
    if (storages.find(name).isEmpty()) {
      throw new Refusal.Died("delete storage failed: storage '" + name + "' does not exist");
    }
    storages.remove(name);
    return Answer.of(null);
  }
}
