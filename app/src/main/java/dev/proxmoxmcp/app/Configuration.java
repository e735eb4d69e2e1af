package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.settings.ServerEntry;
import dev.proxmoxmcp.settings.Settings;
import java.util.List;
import java.util.Set;

/**
 * The settings, checked as far as that goes without asking a cluster.
 *
 * @param settings as they were read
 * @param clusters how each of their clusters is reached
 */
public record Configuration(Settings settings, List<Connection> clusters) {
  /** Copies the list. */
  public Configuration {
    clusters = List.copyOf(clusters);
  }

  /** What calls may do, where the command line says nothing. */
  public Policy policy() {
    Set<Tier> allowed = server().allow();
    return allowed == null ? Policy.readsOnly() : new Policy(allowed);
  }

  /** What they say about the server itself. */
  public ServerEntry server() {
    return settings.server();
  }
}
