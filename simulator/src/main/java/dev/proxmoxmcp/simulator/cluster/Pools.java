package dev.proxmoxmcp.simulator.cluster;

import dev.proxmoxmcp.simulator.api.Refusal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All pools, by name. Mutable; guarded by the timeline's turn. */
public final class Pools {
  private final TreeMap<String, Pool> byName = new TreeMap<>();
  private final Map<String, String> ofStorages = new HashMap<>();

  /** These pools. */
  public Pools(Collection<Pool> pools) {
    pools.forEach(this::put);
  }

  /** All, by name. */
  public List<Pool> all() {
    return List.copyOf(byName.values());
  }

  /** The pool of that name, or empty. */
  public Optional<Pool> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The pool of that name.
   *
   * @param before what the text begins with, such as {@code delete pool failed: }
   * @throws Refusal.Died with Proxmox's text if there is none
   */
  Pool require(String name, String before) {
    return find(name)
        .orElseThrow(() -> new Refusal.Died(before + "pool '" + name + "' does not exist"));
  }

  /** Adds a pool, or puts it in the place of the one of that name. */
  void put(Pool pool) {
    remove(pool.name());
    byName.put(pool.name(), pool);
    pool.storages().forEach(storage -> ofStorages.putIfAbsent(storage, pool.name()));
  }

  /** Takes a pool away; nothing happens if there is none. */
  void remove(String name) {
    byName.remove(name);
    ofStorages.values().removeIf(name::equals);
  }

  /** The pool that a storage is in, or empty. */
  public Optional<String> ofStorage(String storage) {
    return Optional.ofNullable(ofStorages.get(storage));
  }
}
