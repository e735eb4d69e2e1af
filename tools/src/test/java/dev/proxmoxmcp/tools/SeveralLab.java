package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.tls.Fingerprint;
import dev.proxmoxmcp.client.tls.Trust;
import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.simulator.ManualClock;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * Several simulated clusters and the tools on all of them. Each has the usual guests 100 to 206;
 * guests from 1000 on have other names in each, so that a vmid alone means several.
 */
public final class SeveralLab implements AutoCloseable {
  private final ManualClock clock = new ManualClock();
  private final Map<String, SimulatedCluster> simulated = new LinkedHashMap<>();
  private final List<Cluster> clusters = new ArrayList<>();

  private SeveralLab() {}

  /** Clusters of these names, each smaller than the one before. */
  public static SeveralLab of(String... names) {
    SeveralLab lab = new SeveralLab();
    int index = 0;
    for (String name : names) {
      lab.add(name, index++, SimulatedCluster::operatorToken);
    }
    return lab;
  }

  /** One more, with another token than usual. */
  public SeveralLab and(String name, Function<SimulatedCluster, SimulatedToken> token) {
    add(name, simulated.size(), token);
    return this;
  }

  private void add(String name, int index, Function<SimulatedCluster, SimulatedToken> tokenOf) {
    try {
      SimulatedCluster cluster =
          SimulatedCluster.homelab()
              .clock(clock)
              .seed(index + 1L)
              .guests(30 - index)
              .refusalDelay(Duration.ZERO)
              .start();
      simulated.put(name, cluster);
      SimulatedToken token = tokenOf.apply(cluster);
      clusters.add(
          Cluster.open(
              new ClusterSettings(
                  name,
                  new HostAddress("127.0.0.1", cluster.address().getPort()),
                  new ApiToken(TokenId.parse(token.id()), token.secret()),
                  new Trust.Pins(List.of(Fingerprint.parse(cluster.fingerprint()))),
                  new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20))),
              clock,
              clock));
    } catch (IOException notStarted) {
      throw new UncheckedIOException(notStarted);
    }
  }

  public SimulatedCluster simulated(String name) {
    return Objects.requireNonNull(simulated.get(name), name);
  }

  /** The name of a guest there. */
  public String guest(String cluster, int vmid) {
    return simulated(cluster).guest(vmid).orElseThrow().name();
  }

  /** The tools on all of the clusters, changes allowed; for the slowest they wait for ever. */
  public Toolbox tools() {
    return tools(_ -> new CountDownLatch(1).await());
  }

  /** The tools on all of the clusters. */
  public Toolbox tools(Pause budget) {
    return new Toolbox(
        clusters, Guard.forgetful(new Policy(Set.of(Tier.CHANGE)), clock, 7), clock, budget);
  }

  /** Calls a tool. */
  public ToolReply call(String tool, String... arguments) throws InterruptedException {
    return tools().call(tool, TestCall.of(new ArrayList<>(), arguments));
  }

  /** How many requests came there that can change something. */
  public long writes(String cluster) {
    return simulated(cluster).requests().list().stream()
        .filter(request -> !request.method().equals("GET"))
        .count();
  }

  @Override
  public void close() {
    clusters.forEach(Cluster::close);
    simulated.values().forEach(SimulatedCluster::close);
  }
}
