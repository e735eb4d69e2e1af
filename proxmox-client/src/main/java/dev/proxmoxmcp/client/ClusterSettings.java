package dev.proxmoxmcp.client;

import dev.proxmoxmcp.client.ssh.SshSettings;
import dev.proxmoxmcp.client.tls.Trust;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to talk to a cluster.
 *
 * @param name what people call it here; in every message. Not the cluster's own name, which only
 *     the host knows
 * @param ssh for commands in containers; null for none
 */
public record ClusterSettings(
    String name,
    HostAddress host,
    ApiToken token,
    Trust trust,
    Timeouts timeouts,
    @Nullable SshSettings ssh) {
  private static final Grammar NAME =
      Grammar.of(
          "cluster name",
          "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?",
          "letters, digits and inner . _ -, at most 64");

  /**
   * @throws IllegalArgumentException if {@code name} is no cluster name
   */
  public ClusterSettings {
    NAME.check(name);
  }

  /** Without SSH. */
  public ClusterSettings(
      String name, HostAddress host, ApiToken token, Trust trust, Timeouts timeouts) {
    this(name, host, token, trust, timeouts, null);
  }

  /** The same with SSH. */
  public ClusterSettings with(SshSettings nodes) {
    return new ClusterSettings(name, host, token, trust, timeouts, nodes);
  }
}
