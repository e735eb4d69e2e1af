package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of a guest: a tree, and the place in it where the guest is now. Mutable; guarded by
 * the timeline's turn.
 */
final class Snapshots {
  private final Map<String, Snapshot> byName = new LinkedHashMap<>();
  private @Nullable String current;

  /** The snapshot that the guest's present state comes from. */
  Optional<String> current() {
    return Optional.ofNullable(current);
  }

  Optional<Snapshot> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The snapshot of that name.
   *
   * @throws Refusal.Died with Proxmox's text if there is none
   */
  Snapshot require(String name) {
    return find(name).orElseThrow(() -> new Refusal.Died(noSuch(name)));
  }

  static String noSuch(String name) {
    return "snapshot '" + name + "' does not exist";
  }

  /** All of them, the oldest first. */
  List<Snapshot> all() {
    return List.copyOf(byName.values());
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  /** Begins one; it counts only once it is {@linkplain #complete completed}. */
  void prepare(String name, String description, Instant now, boolean memory, Guest guest) {
    Map<String, Object> config = new LinkedHashMap<>(guest.config());
    config.remove("lock");
    Snapshot.Held held = new Snapshot.Held(config, guest.files());
    byName.put(name, new Snapshot(name, description, now, current, memory, "prepare", held));
  }

  void complete(String name) {
    byName.computeIfPresent(name, (_, snapshot) -> snapshot.unfinished(null));
    current = name;
  }

  void markDeleted(String name) {
    byName.computeIfPresent(name, (_, snapshot) -> snapshot.unfinished("delete"));
  }

  void unmark(String name) {
    byName.computeIfPresent(name, (_, snapshot) -> snapshot.unfinished(null));
  }

  /** What came after it now comes after the one before it. */
  void remove(String name) {
    Snapshot gone = byName.remove(name);
    if (gone == null) {
      return;
    }
    byName.replaceAll(
        (_, other) -> Objects.equals(other.parent(), name) ? other.after(gone.parent()) : other);
    if (Objects.equals(current, name)) {
      current = gone.parent();
    }
  }

  void describe(String name, String text) {
    byName.computeIfPresent(name, (_, snapshot) -> snapshot.described(text));
  }

  /** The guest is again as it was then. */
  void goBackTo(String name) {
    current = name;
  }

  /** The rows of {@code GET …/snapshot}, as recorded. */
  List<Map<String, Object>> rows(Guest guest) {
    List<Map<String, Object>> rows = new ArrayList<>();
    byName.values().forEach(snapshot -> rows.add(row(snapshot, guest.kind())));
    Map<String, Object> here = new LinkedHashMap<>();
    here.put("name", "current");
    here.put("description", "You are here!");
    here.put("running", guest.running() ? 1 : 0);
    here.put("digest", guest.digest());
    current().ifPresent(parent -> here.put("parent", parent));
    rows.add(here);
    return rows;
  }

  private static Map<String, Object> row(Snapshot snapshot, GuestKind kind) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", snapshot.name());
    row.put("description", snapshot.description());
    row.put("snaptime", snapshot.takenAt().getEpochSecond());
    if (kind == GuestKind.QEMU) {
      row.put("vmstate", snapshot.withMemory() ? 1 : 0);
    }
    if (snapshot.parent() != null) {
      row.put("parent", snapshot.parent());
    }
    if (snapshot.unfinished() != null) {
      row.put("snapstate", snapshot.unfinished());
    }
    return row;
  }
}
