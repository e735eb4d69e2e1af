package dev.proxmoxmcp.simulator.guest;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a guest.
 *
 * @param parent the snapshot before it, or null for the first
 * @param withMemory whether it holds what was in a VM's memory
 * @param unfinished what is being done to it ({@code prepare}, {@code delete}), or null
 * @param held what it holds of the guest
 */
record Snapshot(
    String name,
    String description,
    Instant takenAt,
    @Nullable String parent,
    boolean withMemory,
    @Nullable String unfinished,
    Held held) {

  /** The guest's configuration and its files as they were. */
  record Held(Map<String, Object> config, Map<String, byte[]> files) {
    Held {
      config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
      files = Map.copyOf(files);
    }
  }

  Map<String, Object> config() {
    return held.config();
  }

  Snapshot unfinished(@Nullable String state) {
    return new Snapshot(name, description, takenAt, parent, withMemory, state, held);
  }

  Snapshot after(@Nullable String otherParent) {
    return new Snapshot(name, description, takenAt, otherParent, withMemory, unfinished, held);
  }

  Snapshot described(String text) {
    return new Snapshot(name, text, takenAt, parent, withMemory, unfinished, held);
  }
}
