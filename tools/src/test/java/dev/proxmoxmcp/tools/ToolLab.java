package dev.proxmoxmcp.tools;

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
import dev.proxmoxmcp.guard.Ledger;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.guard.policy.Condition;
import dev.proxmoxmcp.guard.policy.Effect;
import dev.proxmoxmcp.guard.policy.Match;
import dev.proxmoxmcp.guard.policy.Rule;
import dev.proxmoxmcp.guard.policy.Safeguards;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.guard.store.MemoryStore;
import dev.proxmoxmcp.simulator.ClusterBuilder;
import dev.proxmoxmcp.simulator.ManualClock;
import dev.proxmoxmcp.simulator.RecordedRequest;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A simulated homelab and the tools on it, as an operator whose server allows reads and changes.
 * The clock moves when somebody waits, so nothing takes time.
 */
public final class ToolLab implements AutoCloseable {
  private final ManualClock clock = new ManualClock();
  private final SimulatedCluster simulated;
  private final List<Cluster> clusters = new ArrayList<>();
  private Duration taint = Duration.ZERO;
  private List<Rule> rules = List.of();
  private final Ledger ledger;
  private final List<String> progress = new ArrayList<>();
  private Toolbox tools;

  private ToolLab(ClusterBuilder builder) {
    this(builder, new MemoryStore());
  }

  private ToolLab(ClusterBuilder builder, GuardStore store) {
    this.ledger = new Ledger(store, clock, new Random(7), "this", List.of());
    try {
      this.simulated = builder.clock(clock).refusalDelay(Duration.ZERO).start();
    } catch (IOException notStarted) {
      throw new UncheckedIOException(notStarted);
    }
    this.tools = open(SimulatedCluster::operatorToken, Tier.CHANGE);
  }

  public static ToolLab homelab() {
    return new ToolLab(SimulatedCluster.homelab());
  }

  public static ToolLab homelab(UnaryOperator<ClusterBuilder> with) {
    return new ToolLab(with.apply(SimulatedCluster.homelab()));
  }

  /** One whose guard keeps what it keeps there. */
  public static ToolLab homelab(GuardStore store) {
    return new ToolLab(SimulatedCluster.homelab(), store);
  }

  public static ToolLab standalone() {
    return new ToolLab(SimulatedCluster.standalone());
  }

  /** The same lab with another token. */
  public ToolLab as(Function<SimulatedCluster, SimulatedToken> token) {
    tools = open(token, Tier.CHANGE);
    return this;
  }

  /** The same lab with another token, its server allowing these tiers beside reads. */
  public ToolLab as(Function<SimulatedCluster, SimulatedToken> token, Tier... tiers) {
    tools = open(token, tiers);
    return this;
  }

  /** The same lab, its server allowing these tiers beside reads. */
  public ToolLab allowing(Tier... tiers) {
    tools = open(SimulatedCluster::operatorToken, tiers);
    return this;
  }

  /** The same lab, its server with the rule {@code policy:1} that denies every look. */
  public ToolLab denyingLooks() {
    Match looks = Match.of(List.of(new Condition.Tiers(Set.of(Tier.READ))));
    rules = List.of(new Rule(Effect.DENY, looks, "policy:1"));
    return allowing(Tier.CHANGE);
  }

  private Toolbox open(Function<SimulatedCluster, SimulatedToken> token, Tier... tiers) {
    SimulatedToken chosen = token.apply(simulated);
    Cluster cluster =
        Cluster.open(
            new ClusterSettings(
                "lab",
                new HostAddress("127.0.0.1", simulated.address().getPort()),
                new ApiToken(TokenId.parse(chosen.id()), chosen.secret()),
                new Trust.Pins(List.of(Fingerprint.parse(simulated.fingerprint()))),
                new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20))),
            clock,
            clock);
    clusters.add(cluster);
    Policy policy = new Policy(Set.of(tiers), rules, Safeguards.BY_TAG);
    return new Toolbox(List.of(cluster), guard(policy), clock, _ -> new CountDownLatch(1).await());
  }

  private Guard guard(Policy policy) {
    return new Guard(policy, ledger, taint);
  }

  /** Whether who calls here has read what a guest wrote, lately. */
  public boolean tainted() {
    return ledger.isTainted("local");
  }

  /** The same lab, where what a guest wrote taints who reads it. */
  public ToolLab tainting() {
    taint = Guard.TAINT;
    return this;
  }

  /** The guard's memory, the same for all tools of this lab. */
  public Ledger ledger() {
    return ledger;
  }

  public ManualClock clock() {
    return clock;
  }

  public SimulatedCluster simulated() {
    return simulated;
  }

  /** The cluster that the tools work on. */
  public Cluster cluster() {
    return clusters.getLast();
  }

  public Toolbox tools() {
    return tools;
  }

  /** What calls told of their progress so far. */
  public List<String> progress() {
    return progress;
  }

  /** The requests that came to Proxmox, without those for the token's own permissions. */
  public List<RecordedRequest> requests() {
    return simulated.requests().list().stream()
        .filter(request -> !request.apiPath().equals("/access/permissions"))
        .toList();
  }

  /** Requests that can change something. */
  public List<RecordedRequest> writes() {
    return requests().stream().filter(request -> !request.method().equals("GET")).toList();
  }

  /**
   * Calls a tool.
   *
   * @param arguments names and values in turn; a value is JSON where it reads as such
   */
  public ToolReply call(String tool, String... arguments) throws InterruptedException {
    return tools.call(tool, TestCall.of(progress, arguments));
  }

  @Override
  public void close() {
    clusters.forEach(Cluster::close);
    simulated.close();
  }
}
