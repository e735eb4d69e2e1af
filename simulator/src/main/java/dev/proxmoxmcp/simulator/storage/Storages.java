package dev.proxmoxmcp.simulator.storage;

import dev.proxmoxmcp.simulator.api.Digest;
import dev.proxmoxmcp.simulator.api.Refusal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All storages, by name. Mutable; guarded by the timeline's turn. */
public final class Storages {
  private final Map<String, Storage> byName = new LinkedHashMap<>();

  /** These storages. */
  public Storages(Collection<Storage> storages) {
    storages.forEach(storage -> byName.put(storage.name(), storage));
  }

  /** All, in the order in which they came. */
  public List<Storage> all() {
    return List.copyOf(byName.values());
  }

  /** The storage of that name, or empty. */
  public Optional<Storage> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The storage of that name.
   *
   * @throws Refusal.Died with Proxmox's text if there is none
   */
  public Storage require(String name) {
    return find(name).orElseThrow(() -> new Refusal.Died("storage '" + name + "' does not exist"));
  }

  /** The first that is hung among those that have a volume in these settings of a guest. */
  public Optional<Storage> hungAmong(Collection<?> settings) {
    List<Storage> hung = byName.values().stream().filter(storage -> !storage.active()).toList();
    return hung.isEmpty()
        ? Optional.empty()
        : settings.stream()
            .map(String::valueOf)
            .flatMap(
                value -> hung.stream().filter(storage -> value.startsWith(storage.name() + ":")))
            .findFirst();
  }

  /** Adds a storage, or puts it in the place of the one of that name. */
  void put(Storage storage) {
    byName.put(storage.name(), storage);
  }

  /** Takes a storage away; what lies on it stays where it is. */
  void remove(String name) {
    byName.remove(name);
  }

  /** The SHA-1 of the file that names them all. */
  String digest() {
    StringBuilder file = new StringBuilder();
    byName
        .values()
        .forEach(storage ->
            file.append(storage.type())
                .append(": ")
                .append(storage.name())
                .append(storage.content())
                .append(new TreeMap<>(storage.place()))
                .append('\n'));
    return Digest.of(file.toString());
  }
}
