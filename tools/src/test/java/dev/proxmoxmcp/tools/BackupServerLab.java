package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.tls.Fingerprint;
import dev.proxmoxmcp.client.tls.Trust;
import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.simulator.ManualClock;
import dev.proxmoxmcp.simulator.Scenario;
import dev.proxmoxmcp.simulator.SimulatedBackupServer;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** A homelab, the Backup Server beside it, and the tools on both or on the latter alone. */
public final class BackupServerLab implements AutoCloseable {
  private final ManualClock clock = new ManualClock();
  private final SimulatedCluster simulated;
  private final SimulatedBackupServer server;
  private final List<Cluster> open = new ArrayList<>();

  private BackupServerLab(Scenario scenario) {
    try {
      simulated = SimulatedCluster.of(scenario).clock(clock).refusalDelay(Duration.ZERO).start();
      server = SimulatedBackupServer.beside(simulated).refusalDelay(Duration.ZERO).start();
    } catch (IOException notStarted) {
      throw new UncheckedIOException(notStarted);
    }
  }

  public static BackupServerLab start() {
    return new BackupServerLab(Scenario.HOMELAB);
  }

  public static BackupServerLab of(Scenario scenario) {
    return new BackupServerLab(scenario);
  }

  public SimulatedBackupServer server() {
    return server;
  }

  public ManualClock clock() {
    return clock;
  }

  private Cluster open(
      String name, URI address, SimulatedToken token, Product product, String fingerprint) {
    Cluster cluster =
        Cluster.open(
            new ClusterSettings(
                name,
                new HostAddress("127.0.0.1", address.getPort()),
                new ApiToken(TokenId.parse(token.id()), token.secret(), product),
                new Trust.Pins(List.of(Fingerprint.parse(fingerprint))),
                new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20))),
            clock,
            clock);
    open.add(cluster);
    return cluster;
  }

  /** The Backup Server, as the client sees it. */
  public Cluster backups(Function<SimulatedBackupServer, SimulatedToken> token) {
    return open("vault", server.address(), token.apply(server), Product.PBS, server.fingerprint());
  }

  /** The tools on the Backup Server alone. */
  public Toolbox alone(Function<SimulatedBackupServer, SimulatedToken> token) {
    return tools(List.of(backups(token)));
  }

  /** The tools on the cluster and its Backup Server. */
  public Toolbox both() {
    Cluster lab =
        open(
            "lab",
            simulated.address(),
            simulated.operatorToken(),
            Product.PVE,
            simulated.fingerprint());
    return tools(List.of(lab, backups(SimulatedBackupServer::operatorToken)));
  }

  private Toolbox tools(List<Cluster> clusters) {
    Guard guard = Guard.forgetful(new Policy(Set.of(Tier.CHANGE)), clock, 7);
    return new Toolbox(clusters, guard, clock, _ -> new CountDownLatch(1).await());
  }

  /** Calls a tool. */
  public static ToolReply call(Toolbox tools, String tool, String... arguments)
      throws InterruptedException {
    return tools.call(tool, TestCall.of(new ArrayList<>(), arguments));
  }

  @Override
  public void close() {
    open.forEach(Cluster::close);
    server.close();
    simulated.close();
  }
}
