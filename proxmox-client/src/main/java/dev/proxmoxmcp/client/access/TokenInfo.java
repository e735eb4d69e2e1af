package dev.proxmoxmcp.client.access;

import dev.proxmoxmcp.client.http.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Proxmox keeps of an API token, beside its secret, which it does not show again.
 *
 * @param expires when it ends; null if never
 * @param separated whether it has rights of its own, below those of its user; a Backup Server's
 *     always has
 * @param comment "" for none; people write it, so it is not trusted
 */
public record TokenInfo(@Nullable Instant expires, boolean separated, String comment) {
  static TokenInfo read(Fields data, boolean ofCluster) {
    long expires = data.number("expire").orElse(0);
    return new TokenInfo(
        expires == 0 ? null : Instant.ofEpochSecond(expires),
        !ofCluster || data.flag("privsep"),
        data.textOrEmpty("comment"));
  }

  /**
   * The same with another end.
   *
   * @param end null for never
   */
  public TokenInfo expiring(@Nullable Instant end) {
    return new TokenInfo(end, separated, comment);
  }
}
