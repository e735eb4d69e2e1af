package dev.proxmoxmcp.verification.resilience;

import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.tls.Trust;
import dev.proxmoxmcp.simulator.RecordedRequest;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A simulated cluster of three nodes, each at an address of its own, and clients of it in real
 * time, which know one host and the cluster's authority. Closes what it opened.
 */
final class Site implements AutoCloseable {
  /** Of the simulated nodes. */
  static final Duration USUAL_IDLE_LIMIT = Duration.ofSeconds(5);

  private final SimulatedCluster simulated;
  private final Path authority;
  private final List<Cluster> clients = new ArrayList<>();

  private Site(SimulatedCluster simulated, Path authority) {
    this.simulated = simulated;
    this.authority = authority;
  }

  static Site start(Duration idleLimit) throws IOException {
    SimulatedCluster simulated =
        SimulatedCluster.homelab()
            .clock(InstantSource.system())
            .idleLimit(idleLimit)
            .listenerPerNode()
            .start();
    Path authority = Files.createTempFile("resilience", ".pem");
    Files.writeString(authority, simulated.caCertificatePem());
    return new Site(simulated, authority);
  }

  SimulatedCluster simulated() {
    return simulated;
  }

  /** A client that may do everything, and knows the first node only. */
  BoundCluster client(Timeouts timeouts) {
    return client(timeouts, 1);
  }

  /**
   * A client that may do everything.
   *
   * @param hosts how many nodes its settings name
   */
  BoundCluster client(Timeouts timeouts, int hosts) {
    ApiToken token =
        new ApiToken(
            TokenId.parse(simulated.operatorToken().id()), simulated.operatorToken().secret());
    ClusterSettings settings =
        new ClusterSettings(
            "site",
            IntStream.rangeClosed(1, hosts)
                .mapToObj(i -> new HostAddress("127.0.0." + i, simulated.address().getPort()))
                .toList(),
            token,
            new Trust.AuthorityFile(authority),
            timeouts);
    Cluster cluster =
        Cluster.open(settings, InstantSource.system(), Thread::sleep, new SplittableRandom(1));
    clients.add(cluster);
    return cluster.through(Gate.open());
  }

  /** Waits until a client has learned all members: a node is then asked at its own address. */
  void awaitMembers(BoundCluster client) throws InterruptedException {
    for (String name : List.of("pve2", "pve3")) {
      for (int i = 0; i < 200 && !asksItself(client, name); i++) {
        Thread.sleep(50);
      }
    }
  }

  /** A node that is slowed down at its own address only would be too much: the port tells. */
  private boolean asksItself(BoundCluster client, String name) {
    simulated.node("pve1").slowsDown(Duration.ofMillis(300));
    long began = System.nanoTime();
    client.nodes().status(new NodeName(name));
    boolean direct = System.nanoTime() - began < 250_000_000;
    simulated.node("pve1").comesBack();
    return direct;
  }

  static GuestRef machine() {
    return new GuestRef(GuestKind.QEMU, new NodeName("pve3"), new Vmid(107));
  }

  /** How many writes arrived, of those that are remembered. */
  long writesArrived() {
    return simulated.requests().list().stream().filter(Site::isWrite).count();
  }

  static boolean isWrite(RecordedRequest request) {
    return !request.method().equals("GET");
  }

  @Override
  public void close() {
    clients.forEach(Cluster::close);
    simulated.close();
    try {
      Files.deleteIfExists(authority);
    } catch (IOException left) {
      System.err.println("left behind: " + left.getMessage());
    }
  }
}
