package dev.proxmoxmcp.client.cluster;

import org.jspecify.annotations.Nullable;

/** Whether a node is part of the cluster now. */
public enum NodeState {
  /** It is. */
  ONLINE,
  /** It is not. */
  OFFLINE,
  /** Not known, for example just after a start. */
  UNKNOWN;

  /**
   * From what Proxmox says.
   *
   * @param status {@code online}, {@code offline} and others; null if absent
   */
  public static NodeState of(@Nullable String status) {
    return switch (status) {
      case "online" -> ONLINE;
      case "offline" -> OFFLINE;
      case null, default -> UNKNOWN;
    };
  }
}
