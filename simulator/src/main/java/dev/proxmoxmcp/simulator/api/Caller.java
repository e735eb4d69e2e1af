package dev.proxmoxmcp.simulator.api;

import java.util.Map;

/** Who calls: an API token. Thread-safe. */
public interface Caller {
  /** Such as {@code ops@pve!mcp}. */
  String tokenId();

  /** The user whose token it is, such as {@code ops@pve}. */
  String user();

  /**
   * What the token may do on an ACL path: privilege to whether it is handed down to the paths
   * below. Empty if nothing.
   */
  Map<String, Boolean> privileges(String path);

  /** Whether the token has a privilege on an ACL path. */
  default boolean may(String path, String privilege) {
    return privileges(path).containsKey(privilege);
  }
}
