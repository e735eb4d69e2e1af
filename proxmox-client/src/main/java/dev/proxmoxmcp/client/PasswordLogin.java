package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A login to Proxmox VE with a password. A token is better where one will do: it can be limited,
 * expires by itself, and is revoked without harm to the user.
 *
 * @param password of the user
 * @param totp the second factor; null for a user without one
 */
public record PasswordLogin(UserId id, Secret password, @Nullable TotpSecret totp)
    implements Credentials {
  @Override
  public Product product() {
    return Product.PVE;
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
