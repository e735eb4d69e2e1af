package dev.proxmoxmcp.mcp.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tasks that end with the process. Thread-safe. */
final class MemoryTaskStore implements TaskStore {
  private final Map<String, StoredTask> tasks = new ConcurrentHashMap<>();

  @Override
  public String me() {
    return "this process";
  }

  @Override
  public void put(StoredTask task) {
    tasks.put(task.id(), task);
  }

  @Override
  public Optional<StoredTask> find(String id) {
    return Optional.ofNullable(tasks.get(id));
  }

  @Override
  public List<StoredTask> all() {
    return List.copyOf(tasks.values());
  }

  @Override
  public void delete(String id) {
    tasks.remove(id);
  }

  @Override
  public List<StoredTask> adopt() {
    return List.of();
  }
}
