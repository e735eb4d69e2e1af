package dev.proxmoxmcp.client.task;

/** Follows a task that is being waited for. Called on the waiting thread, after each look. */
@FunctionalInterface
public interface TaskWatch {
  /**
   * Told what was last seen: the same as before, if a look was in vain.
   *
   * @return whether to wait on; false ends the waiting, never the task
   */
  boolean seen(TaskInfo task);

  /** Waits without looking. */
  static TaskWatch silent() {
    return _ -> true;
  }
}
