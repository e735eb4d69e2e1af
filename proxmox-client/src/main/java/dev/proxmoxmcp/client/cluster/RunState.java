package dev.proxmoxmcp.client.cluster;

import org.jspecify.annotations.Nullable;

/** Whether a guest runs. */
public enum RunState {
  /** It runs. */
  RUNNING,
  /** It runs, but gets no processor time: suspended, or halted by an error of its disk. */
  PAUSED,
  /** It does not run. */
  STOPPED,
  /** Its node is offline, or does not say. */
  UNKNOWN;

  /**
   * From what Proxmox says.
   *
   * @param status {@code running}, {@code stopped} and others; null if absent
   */
  public static RunState of(@Nullable String status) {
    return switch (status) {
      case "running" -> RUNNING;
      case "paused", "suspended" -> PAUSED;
      case "stopped" -> STOPPED;
      case null, default -> UNKNOWN;
    };
  }
}
