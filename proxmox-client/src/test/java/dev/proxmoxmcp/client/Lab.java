package dev.proxmoxmcp.client;

import dev.proxmoxmcp.client.tls.Fingerprint;
import dev.proxmoxmcp.client.tls.Trust;
import dev.proxmoxmcp.simulator.ClusterBuilder;
import dev.proxmoxmcp.simulator.ManualClock;
import dev.proxmoxmcp.simulator.Scenario;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A simulated homelab with this library's clients of it: pinned certificate, refusals without
 * delay, a clock that the test moves. Closes what it opened.
 */
public final class Lab implements AutoCloseable {
  public static final Timeouts TIMEOUTS =
      new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20));

  private final ManualClock clock = new ManualClock();
  private final SimulatedCluster simulated;
  private final List<Cluster> clusters = new ArrayList<>();

  private Lab(UnaryOperator<ClusterBuilder> with) {
    ClusterBuilder builder = with.apply(SimulatedCluster.homelab());
    this.simulated = start(builder.clock(clock).refusalDelay(Duration.ZERO));
  }

  public static Lab start() {
    return new Lab(builder -> builder);
  }

  public static Lab startWith(UnaryOperator<ClusterBuilder> with) {
    return new Lab(with);
  }

  /** A lab of another make than the homelab of three nodes. */
  public static Lab standalone() {
    return new Lab(_ -> SimulatedCluster.standalone());
  }

  /** Two nodes, and {@code root@pam} with the password {@code root-password-1}. */
  public static Lab withPasswords() {
    return new Lab(_ -> SimulatedCluster.of(Scenario.TWO_NODES));
  }

  private static SimulatedCluster start(ClusterBuilder builder) {
    try {
      return builder.start();
    } catch (IOException notStarted) {
      throw new UncheckedIOException(notStarted);
    }
  }

  public SimulatedCluster simulated() {
    return simulated;
  }

  public ManualClock clock() {
    return clock;
  }

  public HostAddress host() {
    return new HostAddress("127.0.0.1", simulated.address().getPort());
  }

  public Trust pin() {
    return new Trust.Pins(List.of(Fingerprint.parse(simulated.fingerprint())));
  }

  public static ApiToken token(SimulatedToken token) {
    return new ApiToken(TokenId.parse(token.id()), token.secret());
  }

  public ClusterSettings settings(SimulatedToken token) {
    return new ClusterSettings("lab", host(), token(token), pin(), TIMEOUTS);
  }

  public Cluster open(ClusterSettings settings) {
    Cluster cluster = Cluster.open(settings, clock, clock);
    clusters.add(cluster);
    return cluster;
  }

  /** A client that everything passes, with that token. */
  public BoundCluster as(SimulatedToken token) {
    return open(settings(token)).through(Gate.open());
  }

  /** A client that reads everything and switches guests. */
  public BoundCluster operator() {
    return as(simulated.operatorToken());
  }

  public static GuestRef vm(String node, int vmid) {
    return new GuestRef(GuestKind.QEMU, new NodeName(node), new Vmid(vmid));
  }

  public static GuestRef ct(String node, int vmid) {
    return new GuestRef(GuestKind.LXC, new NodeName(node), new Vmid(vmid));
  }

  @Override
  public void close() {
    clusters.forEach(Cluster::close);
    simulated.close();
  }
}
