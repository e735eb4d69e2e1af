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
 * @param config the guest's configuration as it was
 */
record Snapshot(
    String name,
    String description,
    Instant takenAt,
    @Nullable String parent,
    boolean withMemory,
    @Nullable String unfinished,
    Map<String, Object> config) {

  Snapshot {
    config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
  }

  Snapshot unfinished(@Nullable String state) {
    return new Snapshot(name, description, takenAt, parent, withMemory, state, config);
  }

  Snapshot after(@Nullable String otherParent) {
    return new Snapshot(name, description, takenAt, otherParent, withMemory, unfinished, config);
  }

  Snapshot described(String text) {
    return new Snapshot(name, text, takenAt, parent, withMemory, unfinished, config);
  }
}
