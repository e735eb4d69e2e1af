package dev.proxmoxmcp.client.command;

import java.time.Duration;

/** A command under way, or its result. Thread-safe. */
interface Tracked {
  /**
   * Waits until it ends.
   *
   * @param limit how long at most; it is looked at once even if that is nothing
   * @throws dev.proxmoxmcp.client.ProxmoxException if nothing more can be learned of it
   * @throws dev.proxmoxmcp.client.Interrupted if the calling thread is interrupted; neither the
   *     command ends nor is its result lost by that
   */
  CommandState await(Duration limit, LookAt look);

  /** Gives up what it holds. */
  void close();

  /** How a command of a VM is looked at: by a session that may. */
  @FunctionalInterface
  interface LookAt {
    /** {@code GET …/agent/exec-status}. */
    CommandState look();
  }
}
