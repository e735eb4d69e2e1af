package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.Secret;

/**
 * An API token: who it is and what proves it. Printing it shows the id alone.
 *
 * @param secret Proxmox makes them as UUIDs; any visible ASCII without blanks is accepted
 * @param product whose token it is, which decides about its form in a header
 */
public record ApiToken(TokenId id, Secret secret, Product product) implements Credentials {
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

  /** A token of Proxmox VE. */
  public ApiToken(TokenId id, Secret secret) {
    this(id, secret, Product.PVE);
  }

  /** What the {@code Authorization} header says; never to be shown. */
  public String authorization() {
    return switch (product) {
      case PVE -> "PVEAPIToken=" + id + "=" + secret.reveal();
      // PBS decodes the secret
      case PBS -> "PBSAPIToken=" + id + ":" + secret.reveal().replace("%", "%25");
    };
  }

  /**
   * Whether {@code other} may take its place: another secret, or another token of the same user.
   */
  public boolean canGiveWayTo(ApiToken other) {
    return id.user().equals(other.id().user()) && product == other.product();
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
