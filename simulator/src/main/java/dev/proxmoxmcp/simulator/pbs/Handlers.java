package dev.proxmoxmcp.simulator.pbs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The endpoints that have state behind them, by method and template. */
final class Handlers {
  private final Map<String, BackupHandler> byKey = new LinkedHashMap<>();

  Handlers get(String path, BackupHandler handler) {
    return on("GET " + path, handler);
  }

  Handlers post(String path, BackupHandler handler) {
    return on("POST " + path, handler);
  }

  Handlers put(String path, BackupHandler handler) {
    return on("PUT " + path, handler);
  }

  Handlers delete(String path, BackupHandler handler) {
    return on("DELETE " + path, handler);
  }

  private Handlers on(String key, BackupHandler handler) {
    if (byKey.put(key, handler) != null) {
      throw new IllegalStateException(key + " has two handlers");
    }
    return this;
  }

  boolean has(String key) {
    return byKey.containsKey(key);
  }

  Optional<BackupHandler> find(ApiFact fact) {
    return Optional.ofNullable(byKey.get(fact.key()));
  }

  /** The keys of all. */
  Set<String> keys() {
    return Set.copyOf(byKey.keySet());
  }
}
