package dev.proxmoxmcp.mcp.api;

import java.util.List;
import java.util.Optional;

/**
 * Where tasks are kept: the port behind which they outlive the process, if it is durable. Several
 * processes may use one store at once. Implementations are thread-safe; their methods may block on
 * a disk, and throw {@link java.io.UncheckedIOException} if that fails.
 */
public interface TaskStore {
  /** The name of this process in this store: another after each start. */
  String me();

  /** Keeps a task in place of the one with its id, if there is one; kept when it returns. */
  void put(StoredTask task);

  /** The task with that id, whoever works on it. */
  Optional<StoredTask> find(String id);

  /** Every task, in no order. */
  List<StoredTask> all();

  /** Forgets a task; does nothing if there is none. */
  void delete(String id);

  /**
   * Takes over the tasks that are not over and whose process is gone: this one is their owner when
   * it returns, and no other gets them too.
   */
  List<StoredTask> adopt();

  /** A store that ends with the process. */
  static TaskStore inMemory() {
    return new MemoryTaskStore();
  }
}
