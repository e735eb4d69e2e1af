package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.Secret;

/**
 * An API token: who it is and what proves it. Printing it shows the id alone.
 *
 * @param secret Proxmox makes them as UUIDs; any visible ASCII without blanks is accepted
 */
public record ApiToken(TokenId id, Secret secret) {
  /**
   * @throws IllegalArgumentException if the secret could not stand in a header; the message does
   *     not show it
   */
  public ApiToken {
    if (!secret.reveal().chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new IllegalArgumentException(
          "the secret of token "
              + id
              + " holds a blank, a line break or a character outside ASCII; copy it again,"
              + " Proxmox shows it once as a UUID");
    }
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
