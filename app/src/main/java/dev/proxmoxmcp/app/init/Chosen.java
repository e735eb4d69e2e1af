package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.settings.SettingsException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What a person chose when {@code init} set a cluster up, for whoever looks whether it is still so.
 *
 * @param toolsets that were chosen
 */
public record Chosen(HostAddress host, Set<Toolset> toolsets) {
  /** Copies the set. */
  public Chosen {
    toolsets = Set.copyOf(toolsets);
  }

  /**
   * For that cluster with that token; empty if {@code init} did not set it up so, took it back, or
   * it is not known.
   */
  public static Optional<Chosen> of(Path settings, ClusterSettings cluster) {
    try {
      return Journal.beside(settings)
          .find(cluster.name())
          .filter(setUp -> isOf(setUp, cluster))
          .map(setUp -> new Chosen(setUp.host(), Set.copyOf(setUp.toolsets())));
    } catch (SettingsException unreadable) {
      return Optional.empty();
    }
  }

  /** A name alone may be that of another host by now, or have a token that was made by hand. */
  private static boolean isOf(SetUp setUp, ClusterSettings cluster) {
    return !setUp.isUndoneHere()
        && cluster.hosts().contains(setUp.host())
        && cluster.credentials().id().equals(setUp.token());
  }
}
