package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.api.Patience;
import dev.proxmoxmcp.simulator.catalog.Catalog;
import dev.proxmoxmcp.simulator.http.WireLimits;
import dev.proxmoxmcp.simulator.scenario.Homelab;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Sets up a cluster; only the clock must be given. Not thread-safe. */
public final class ClusterBuilder {
  private final Scenario scenario;
  private long seed = 1;
  private int guests;
  private int storages = Homelab.Size.USUAL_STORAGES;
  private int port;
  private String version = Catalog.USUAL;
  private boolean strict = true;
  private boolean listenerPerNode;
  private Patience patience = Patience.REAL;
  private Duration idleLimit = Duration.ofSeconds(5);
  private String server = WireLimits.PVEPROXY;
  private @Nullable InstantSource clock;
  private @Nullable SimulatedCertificate certificate;

  ClusterBuilder(Scenario scenario) {
    this.scenario = scenario;
    this.guests = scenario.usualGuests();
  }

  /** What chance depends on: ids, addresses, figures, the tokens' secrets. Default 1. */
  public ClusterBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * How many guests there are: fewer than 24 leave out ordinary ones first, more add ordinary ones,
   * numbered from 1000. Default 24.
   */
  public ClusterBuilder guests(int count) {
    this.guests = count;
    return this;
  }

  /**
   * How many storages a homelab has, on one node or three: more than the usual four add NFS shares,
   * {@code share5} and so on, with an ISO image each. Default 4.
   */
  public ClusterBuilder storages(int count) {
    this.storages = count;
    return this;
  }

  /** The port on 127.0.0.1; 0, the default, takes any that is free. */
  public ClusterBuilder port(int port) {
    this.port = port;
    return this;
  }

  /** As which version it answers: one of {@link SimulatedCluster#versions}. Default 9.2. */
  public ClusterBuilder version(String version) {
    this.version = version;
    return this;
  }

  /**
   * Answers writes too behind which the simulator keeps no state: right in shape, and nothing has
   * changed. Without it they are refused with 501, so that no test passes on an empty answer.
   */
  public ClusterBuilder lenient() {
    this.strict = false;
    return this;
  }

  /** The default again: refuses what {@link #lenient} answers. */
  public ClusterBuilder strict() {
    this.strict = true;
    return this;
  }

  /** The cluster's time, which tasks need; must be given. */
  public ClusterBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** How long a refusal of credentials takes, in real time. Default 3 s, as on real hosts. */
  public ClusterBuilder refusalDelay(Duration delay) {
    this.patience = new Patience(delay, patience.forwarding(), patience.locking());
    return this;
  }

  /**
   * How long a node waits for another one, or for a storage, that does not answer, in real time,
   * until it says 595 or 596. Default 30 s, as on real hosts.
   */
  public ClusterBuilder forwardingLimit(Duration limit) {
    this.patience = new Patience(patience.refusal(), limit, patience.locking());
    return this;
  }

  /**
   * How long a node tries, in real time, to lock a file of the cluster without quorum. Default 10
   * s, as on real hosts.
   */
  public ClusterBuilder lockingLimit(Duration limit) {
    this.patience = new Patience(patience.refusal(), patience.forwarding(), limit);
    return this;
  }

  /**
   * Has every node listen: node i at 127.0.0.i, all on one port, each with its own certificate of
   * the one authority of the cluster, and says so in the cluster's status and the node list.
   * Without it, the first node alone listens, and the others are reached through it. Needs a system
   * that has all of 127.0.0.0/8, as Linux.
   */
  public ClusterBuilder listenerPerNode() {
    this.listenerPerNode = true;
    return this;
  }

  /** After how long an idle connection is closed, in real time. Default 5 s. */
  public ClusterBuilder idleLimit(Duration limit) {
    this.idleLimit = limit;
    return this;
  }

  /**
   * What answers calls itself so ({@code Server}), as a proxy of HTTP before the cluster does.
   * Default: as pveproxy does.
   */
  public ClusterBuilder server(String name) {
    this.server = name;
    return this;
  }

  /** The certificate of the first node. Default: {@link SimulatedCertificate#valid}. */
  public ClusterBuilder certificate(SimulatedCertificate certificate) {
    this.certificate = certificate;
    return this;
  }

  /**
   * Starts the cluster.
   *
   * @throws IllegalStateException if there is no clock
   * @throws IllegalArgumentException if there is no such version
   * @throws java.net.BindException naming the port, if that is in use or not open to this user
   * @throws IOException if it cannot listen for another reason
   */
  public SimulatedCluster start() throws IOException {
    if (clock == null) {
      throw new IllegalStateException("a simulated cluster needs a clock");
    }
    return new Assembly(
            new Assembly.What(
                scenario, seed, guests, storages, new Assembly.Edition(version, strict)),
            new Assembly.Wire(port, listenerPerNode, new WireLimits(idleLimit, server), patience),
            clock,
            certificate)
        .start();
  }
}
