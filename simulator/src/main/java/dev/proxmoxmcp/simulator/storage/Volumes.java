package dev.proxmoxmcp.simulator.storage;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The volumes on all storages: those of a shared one are the same for all nodes, those of another
 * belong to one node. Mutable; guarded by the timeline's turn.
 */
public final class Volumes {
  private final Map<Place, TreeMap<String, Volume>> byPlace = new LinkedHashMap<>();

  /** By how many bytes more is used than at the beginning. */
  private final Map<Place, Long> growth = new HashMap<>();

  private final Map<String, Map<String, Object>> saved = new HashMap<>();

  private record Place(String storage, String node) {
    static Place of(Storage storage, String node) {
      return new Place(storage.name(), storage.shared() ? "" : node);
    }
  }

  /** Adds a volume, or puts it in the place of the one with the same id. */
  public void add(Storage storage, String node, Volume volume) {
    byPlace
        .computeIfAbsent(Place.of(storage, node), _ -> new TreeMap<>())
        .put(volume.volid(), volume);
  }

  /** Adds a volume that takes space which was free until now. */
  public void write(Storage storage, String node, Volume volume) {
    remove(storage, node, volume.volid());
    add(storage, node, volume);
    growth.merge(Place.of(storage, node), volume.footprint(), Long::sum);
  }

  /** Takes a volume away and frees its space; nothing happens if there is none. */
  public void remove(Storage storage, String node, String volid) {
    Volume gone = of(storage, node).remove(volid);
    if (gone != null) {
      growth.merge(Place.of(storage, node), -gone.footprint(), Long::sum);
    }
  }

  /** Keeps the configuration of a guest that a backup holds. */
  public void save(String volid, Map<String, Object> config) {
    saved.put(volid, Collections.unmodifiableMap(new LinkedHashMap<>(config)));
  }

  /** The configuration of the guest that a backup holds; empty where nobody kept it. */
  public Optional<Map<String, Object>> savedIn(String volid) {
    return Optional.ofNullable(saved.get(volid));
  }

  /** The bytes of a storage as that node sees it now. */
  public Storage.Space space(Storage storage, String node) {
    return storage.space(growth.getOrDefault(Place.of(storage, node), 0L));
  }

  /** The volume of that id as that node sees it, or empty. */
  public Optional<Volume> find(Storage storage, String node, String volid) {
    return Optional.ofNullable(of(storage, node).get(volid));
  }

  /** What a node sees on a storage, by volume id. */
  public Collection<Volume> on(Storage storage, String node) {
    return List.copyOf(of(storage, node).values());
  }

  private SortedMap<String, Volume> of(Storage storage, String node) {
    return byPlace.getOrDefault(Place.of(storage, node), new TreeMap<>());
  }
}
