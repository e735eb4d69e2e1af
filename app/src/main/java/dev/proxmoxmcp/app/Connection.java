package dev.proxmoxmcp.app;

import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.settings.SecretPlace;

/**
 * How a cluster is reached, and where that stands.
 *
 * @param settings for the client
 * @param trustPlace where the settings say how it is verified: begins what is said about a file of
 *     authorities that cannot be read
 * @param secret where the settings take the secret from
 */
public record Connection(ClusterSettings settings, String trustPlace, SecretPlace secret) {
  /** To a cluster that no settings name. */
  public Connection(ClusterSettings settings, String trustPlace) {
    this(settings, trustPlace, new SecretPlace.Elsewhere("this program"));
  }
}
