package dev.proxmoxmcp.simulator.api;

import java.util.Map;

/** Who calls: an API token, or a user with a ticket. Thread-safe. */
public interface Caller {
  /** Such as {@code ops@pve!mcp}; the user, such as {@code ops@pve}, with a ticket. */
  String tokenId();

  /** The user whose token it is, such as {@code ops@pve}. */
  String user();

  /**
   * What the token may do on an ACL path: privilege to whether it is handed down to the paths
   * below. Empty if nothing.
   */
  Map<String, Boolean> privileges(String path);

  /** Whether it is {@code root@pam} with a ticket, who alone may use some options. */
  default boolean root() {
    return false;
  }

  /** Whether it came with a ticket, as some endpoints demand, and not with a token. */
  default boolean hasTicket() {
    return false;
  }

  /** Whether the token has a privilege on an ACL path. */
  default boolean may(String path, String privilege) {
    return privileges(path).containsKey(privilege);
  }
}
