package dev.proxmoxmcp.app;

import dev.proxmoxmcp.app.policy.CommandSettings;
import dev.proxmoxmcp.app.policy.PolicySettings;
import dev.proxmoxmcp.app.policy.RateSettings;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.guard.command.CommandRules;
import dev.proxmoxmcp.guard.rate.Rate;
import dev.proxmoxmcp.settings.ServerEntry;
import dev.proxmoxmcp.settings.Settings;
import dev.proxmoxmcp.settings.SettingsException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings, checked as far as that goes without asking a cluster.
 *
 * @param settings as they were read
 * @param clusters how each of their clusters is reached
 */
public record Configuration(Settings settings, List<Connection> clusters) {
  /** Where nothing is said; the documentation of the key says it too. */
  private static final int TAINT_MINUTES = 30;

  /** Copies the list. */
  public Configuration {
    clusters = List.copyOf(clusters);
  }

  /**
   * What calls may do, where the command line says nothing.
   *
   * @throws SettingsException with everything that is wrong with the rules
   */
  public Policy policy() {
    return PolicySettings.read(
        server(),
        clusters.stream()
            .map(one -> one.settings().name())
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  /** How much each caller may do. */
  public Map<Tier, Rate> rates() {
    return RateSettings.read(server().policy());
  }

  /**
   * Which commands may run in guests.
   *
   * @throws SettingsException with everything that is wrong with them
   */
  public CommandRules commands() {
    return CommandSettings.read(server().policy());
  }

  /** For how long what a guest wrote counts against its reader; nothing for never. */
  public Duration taint() {
    Integer minutes = server().policy().taintMinutes();
    return Duration.ofMinutes(minutes == null ? TAINT_MINUTES : minutes);
  }

  /** What they say about the server itself. */
  public ServerEntry server() {
    return settings.server();
  }
}
