package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Freshness;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.guard.Decision;
import dev.proxmoxmcp.guard.Grant;
import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.guard.Step;
import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.mcp.api.ToolCall;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.node.JsonNodeFactory;

/** What one call of a tool may use. Owned by that call; its threads may share it. */
public final class CallContext {
  private final String tool;
  private final ToolCall call;
  private final Cluster cluster;
  private final Visibility visibility;
  private final Guard guard;
  private final Set<String> served;
  private final InstantSource clock;
  private final AtomicBoolean asking = new AtomicBoolean();

  /**
   * For one call.
   *
   * @param served the names of all tools of this server
   */
  CallContext(
      String tool,
      ToolCall call,
      Member member,
      Guard guard,
      Set<String> served,
      InstantSource clock) {
    this.tool = tool;
    this.call = call;
    this.cluster = member.cluster();
    this.visibility = member.visibility();
    this.guard = guard;
    this.served = served;
    this.clock = clock;
  }

  /**
   * The cluster, for reading what is only shown: up to two seconds old, shared with equal reads at
   * the same time. Whoever decides by what is read takes {@link #cluster}.
   */
  public BoundCluster recent() {
    return cluster().reading(Freshness.RECENT);
  }

  /** The cluster, for reading what it is now. */
  public BoundCluster cluster() {
    return cluster.through(new GuardedGate(Grant.none()));
  }

  /**
   * The cluster, for exactly these steps, each once and in their order.
   *
   * @param steps all that the call will send, but for reads
   * @throws Denied if one of them is not allowed; then nothing may be sent
   */
  public BoundCluster granted(List<? extends Outgoing> steps) {
    return granted(steps, List.of());
  }

  /**
   * Like {@link #granted(List)}, for steps whose outcome must be looked at by something that is no
   * read.
   *
   * @param looks what may be sent after the steps, as often as it takes, whatever its parameters
   */
  public BoundCluster granted(List<? extends Outgoing> steps, List<? extends Outgoing> looks) {
    Decision decision =
        guard.decide(
            new Guard.Request(call.requestId(), call.caller().principal(), tool),
            steps.stream().map(GuardedGate::step).toList(),
            looks.stream().map(GuardedGate::step).toList());
    return switch (decision) {
      case Decision.Granted(Grant grant) -> cluster.through(new GuardedGate(grant));
      case Decision.Denied(String reason) -> throw new Denied(reason);
      case Decision.NeedsPerson needed -> throw new Denied(needed.reason());
    };
  }

  /**
   * The cluster, for exactly these steps, or the person who must be asked before: where the policy
   * does not allow their tiers, and the client can put a form to him.
   *
   * @param byPerson the tiers that he may allow
   * @throws Denied if one of them is not allowed, and nobody can allow it here
   */
  public Leave leave(List<? extends Outgoing> steps, Set<Tier> byPerson) {
    Guard.Request request = new Guard.Request(call.requestId(), call.caller().principal(), tool);
    List<Step> wanted = steps.stream().map(GuardedGate::step).toList();
    boolean reachable =
        call.capabilities().takes(new Question.Form("", JsonNodeFactory.instance.objectNode()));
    return switch (guard.decideOrAsk(request, wanted, reachable ? byPerson : Set.of())) {
      case Decision.Granted(Grant grant) ->
          new Leave.Given(cluster.through(new GuardedGate(grant)));
      case Decision.Denied(String reason) -> throw new Denied(reason);
      case Decision.NeedsPerson needed ->
          new Leave.OfPerson(new Person(needed, guard, cluster, call, asking));
    };
  }

  /** Whether the call was left while a person was asked. */
  boolean asking() {
    return asking.get();
  }

  /** Whether this server allows that tier, so that no advice leads to a refusal. */
  public boolean allows(Tier tier) {
    return tier == Tier.READ || guard.policy().allowed().contains(tier);
  }

  /** Whether this server has a tool of that name, so that no advice leads to one that it lacks. */
  public boolean serves(String name) {
    return served.contains(name);
  }

  /** What the token may see. */
  public Visibility visibility() {
    return visibility;
  }

  /** Whether it is a Backup Server, and no cluster of Proxmox VE. */
  public boolean ofBackupServer() {
    return cluster.product() == Product.PBS;
  }

  /** What people call the cluster. */
  public String clusterName() {
    return cluster.name();
  }

  /** The time now. */
  public Instant now() {
    return clock.instant();
  }

  /** Tells the client how far the call is. */
  public void progress(double done, double total, String message) {
    call.progress(done, total, message);
  }
}
