package dev.proxmoxmcp.app.init;

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

  /** For the cluster of that name; empty if {@code init} did not set it up, or it is not known. */
  public static Optional<Chosen> of(Path settings, String cluster) {
    try {
      return Journal.beside(settings)
          .find(cluster)
          .map(setUp -> new Chosen(setUp.host(), Set.copyOf(setUp.toolsets())));
    } catch (SettingsException unreadable) {
      return Optional.empty();
    }
  }
}
