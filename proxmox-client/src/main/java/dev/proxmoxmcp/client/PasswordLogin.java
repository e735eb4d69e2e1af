package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A login with a password. A token is better where one will do: it can be limited, expires by
 * itself, and is revoked without harm to the user.
 *
 * @param password of the user
 * @param secondFactor null for a user without one
 * @param product where
 */
public record PasswordLogin(
    UserId id, Secret password, @Nullable SecondFactor secondFactor, Product product)
    implements Credentials {
  /** To Proxmox VE. */
  public PasswordLogin(UserId id, Secret password, @Nullable SecondFactor secondFactor) {
    this(id, password, secondFactor, Product.PVE);
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
