package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.simulator.pbs.Snapshot.Facts;
import dev.proxmoxmcp.simulator.pbs.Snapshot.Group;
import dev.proxmoxmcp.simulator.pbs.Snapshot.Verification;
import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.storage.Volume;
import dev.proxmoxmcp.simulator.storage.Volumes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The backups that a cluster keeps on a datastore: what is changed here, the cluster shows as the
 * content of its storage, and the other way round.
 */
final class ClusterShelf implements Shelf {
  private final Storage storage;
  private final Volumes volumes;
  private final String node;
  private final OwnShelf others;

  /**
   * Of that storage as a node sees it.
   *
   * @param others where backups lie that the cluster does not see: those of other namespaces, and
   *     of hosts
   */
  ClusterShelf(Storage storage, Volumes volumes, String node, OwnShelf others) {
    this.storage = storage;
    this.volumes = volumes;
    this.node = node;
    this.others = others;
  }

  /** The namespace that the cluster uses. */
  String namespace() {
    return storage.place().getOrDefault("namespace", "");
  }

  @Override
  public List<Snapshot> all() {
    List<Snapshot> all =
        new ArrayList<>(
            volumes.on(storage, node).stream()
                .filter(volume -> volume.content().equals("backup"))
                .map(this::snapshot)
                .toList());
    all.addAll(others.all());
    return all;
  }

  private Snapshot snapshot(Volume volume) {
    Map<String, @Nullable Object> facts = volume.facts();
    String type = volume.format().equals("pbs-ct") ? "ct" : "vm";
    return new Snapshot(
        new Group(namespace(), type, String.valueOf(volume.vmid())),
        volume.createdAt(),
        storage.place().getOrDefault("username", "root@pam"),
        volume.size(),
        new Facts(
            facts.get("notes") instanceof String notes ? notes : "",
            Integer.valueOf(1).equals(facts.get("protected")),
            facts.containsKey("encrypted"),
            verification(facts.get("verification"))));
  }

  private static @Nullable Verification verification(@Nullable Object fact) {
    return fact instanceof Map<?, ?> map
        ? new Verification(String.valueOf(map.get("state")), String.valueOf(map.get("upid")))
        : null;
  }

  private boolean isOfCluster(Snapshot snapshot) {
    Group group = snapshot.group();
    return group.namespace().equals(namespace()) && !group.type().equals("host");
  }

  private String volid(Snapshot snapshot) {
    return storage.name() + ":backup/" + snapshot.name();
  }

  @Override
  public void put(Snapshot snapshot) {
    if (!isOfCluster(snapshot)) {
      others.put(snapshot);
      return;
    }
    volumes
        .find(storage, node, volid(snapshot))
        .ifPresent(volume -> volumes.add(storage, node, changed(volume, snapshot.facts())));
  }

  private static Volume changed(Volume volume, Facts facts) {
    Volume changed = volume.without("notes").without("protected").without("verification");
    if (!facts.notes().isEmpty()) {
      changed = changed.with("notes", facts.notes());
    }
    if (facts.guarded()) {
      changed = changed.with("protected", 1);
    }
    Verification last = facts.verification();
    return last == null
        ? changed
        : changed.with("verification", Map.of("state", last.state(), "upid", last.upid()));
  }

  @Override
  public void remove(Snapshot snapshot) {
    if (isOfCluster(snapshot)) {
      volumes.remove(storage, node, volid(snapshot));
    } else {
      others.remove(snapshot);
    }
  }

  @Override
  public long total() {
    return volumes.space(storage, node).total();
  }

  @Override
  public long used() {
    return volumes.space(storage, node).used();
  }
}
