package dev.proxmoxmcp.mcp.tasks;

import java.time.Duration;
import java.time.Instant;

/** What a task needs of those who keep it. Thread-safe. */
interface TaskDesk {
  Instant now();

  /** How often clients should ask. */
  Duration poll();

  /**
   * Keeps a task in its new state, durably.
   *
   * @throws java.io.UncheckedIOException if that fails
   */
  void keep(Origin origin, TaskState state);

  /** Nobody here works on it any more, and the store has its last state. */
  void left(LiveTask task);
}
