package dev.proxmoxmcp.simulator.access;

import dev.proxmoxmcp.base.Secret;
import java.time.Instant;

/**
 * An API token.
 *
 * @param user such as {@code ops@pve}
 * @param name what comes after the exclamation mark of its id
 * @param privilegeSeparation whether it has only what both it and its user were granted
 * @param expires {@link Instant#MAX} for never
 * @param comment empty for none
 */
public record ApiToken(
    String user,
    String name,
    Secret secret,
    boolean privilegeSeparation,
    Instant expires,
    String comment) {

  /** A token without a comment. */
  public ApiToken(
      String user, String name, Secret secret, boolean privilegeSeparation, Instant expires) {
    this(user, name, secret, privilegeSeparation, expires, "");
  }

  /** Such as {@code ops@pve!mcp}. */
  public String id() {
    return user + "!" + name;
  }
}
