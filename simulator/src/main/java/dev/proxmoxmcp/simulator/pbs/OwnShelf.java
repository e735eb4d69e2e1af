package dev.proxmoxmcp.simulator.pbs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A shelf of which no cluster knows. */
final class OwnShelf implements Shelf {
  private final Map<String, Snapshot> snapshots = new LinkedHashMap<>();
  private final long total;
  private final long others;

  /**
   * An empty one.
   *
   * @param total bytes
   * @param others bytes that something else takes
   */
  OwnShelf(long total, long others) {
    this.total = total;
    this.others = others;
  }

  private static String key(Snapshot snapshot) {
    return snapshot.group().namespace() + " " + snapshot.name();
  }

  @Override
  public List<Snapshot> all() {
    return List.copyOf(snapshots.values());
  }

  @Override
  public void put(Snapshot snapshot) {
    snapshots.put(key(snapshot), snapshot);
  }

  @Override
  public void remove(Snapshot snapshot) {
    snapshots.remove(key(snapshot));
  }

  @Override
  public long total() {
    return total;
  }

  @Override
  public long used() {
    return others + snapshots.values().stream().mapToLong(Snapshot::size).sum();
  }
}
