package dev.proxmoxmcp.base;

import java.time.Duration;

/**
 * Waiting, as a collaborator that is passed in: the program hands {@code Thread::sleep} to whoever
 * waits, a test hands a clock that it moves itself. Implementations are thread-safe.
 */
@FunctionalInterface
public interface Pause {
  /**
   * Waits for {@code length}.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  void sleep(Duration length) throws InterruptedException;
}
