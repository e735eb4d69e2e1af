package dev.proxmoxmcp.client;

/** As whom a client acts, as Proxmox writes it: a user, or an API token of one. */
public sealed interface AuthId permits TokenId, UserId {
  /** The user, or the one whose token it is. */
  UserId user();

  /** In a sentence: {@code token root@pam!mcp} or {@code user root@pam}. */
  String described();

  /** The same where a sentence begins. */
  default String begins() {
    String text = described();
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** Whether it is the administrator himself, to whom Proxmox leaves a few things; no token is. */
  default boolean isRoot() {
    return false;
  }
}
