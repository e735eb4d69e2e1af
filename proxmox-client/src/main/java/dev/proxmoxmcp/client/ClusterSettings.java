package dev.proxmoxmcp.client;

import dev.proxmoxmcp.client.ssh.SshSettings;
import dev.proxmoxmcp.client.tls.TlsRules;
import dev.proxmoxmcp.client.tls.Trust;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to talk to a cluster.
 *
 * @param name what people call it here; in every message. Not the cluster's own name, which only
 *     the host knows
 * @param hosts members through which it may be reached, at least one; calls begin with the first.
 *     More members are learned from the cluster, where {@code trust} can verify them
 * @param credentials as whom to act, and what proves it
 * @param trust how each member proves that it is one
 * @param tls what connections may be made of
 * @param ssh for commands in containers; null for none
 */
public record ClusterSettings(
    String name,
    List<HostAddress> hosts,
    Credentials credentials,
    Trust trust,
    TlsRules tls,
    Timeouts timeouts,
    @Nullable SshSettings ssh) {
  private static final Grammar NAME =
      Grammar.of(
          "cluster name",
          "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?",
          "letters, digits and inner . _ -, at most 64");

  /**
   * @throws IllegalArgumentException if {@code name} is no cluster name, or there is no host or one
   *     twice
   */
  public ClusterSettings {
    NAME.check(name);
    hosts = List.copyOf(hosts);
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("cluster " + name + " has no host to reach it through");
    }
    if (new HashSet<>(hosts).size() < hosts.size()) {
      throw new IllegalArgumentException("cluster " + name + " names a host twice: " + hosts);
    }
  }

  /** With the usual TLS, without SSH. */
  public ClusterSettings(
      String name,
      List<HostAddress> hosts,
      Credentials credentials,
      Trust trust,
      Timeouts timeouts) {
    this(name, hosts, credentials, trust, TlsRules.standard(), timeouts, null);
  }

  /** A cluster that is reached through one host first, without SSH. */
  public ClusterSettings(
      String name, HostAddress host, Credentials credentials, Trust trust, Timeouts timeouts) {
    this(name, List.of(host), credentials, trust, timeouts);
  }

  /** The host with which calls begin. */
  public HostAddress host() {
    return hosts.getFirst();
  }

  /** The same as somebody else. */
  public ClusterSettings as(Credentials others) {
    return new ClusterSettings(name, hosts, others, trust, tls, timeouts, ssh);
  }

  /** The same with SSH. */
  public ClusterSettings with(SshSettings nodes) {
    return new ClusterSettings(name, hosts, credentials, trust, tls, timeouts, nodes);
  }

  /** The same with other rules for connections. */
  public ClusterSettings with(TlsRules rules) {
    return new ClusterSettings(name, hosts, credentials, trust, rules, timeouts, ssh);
  }
}
