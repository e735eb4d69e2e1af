package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.Observer.Work;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Freshness;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.guard.Grant;
import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.guard.command.CommandRules;
import dev.proxmoxmcp.guard.plan.Call;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.mcp.api.ToolCall;
import dev.proxmoxmcp.tools.plan.Intention;
import dev.proxmoxmcp.tools.text.SecretNames;
import dev.proxmoxmcp.tools.text.TextClass;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What one call of a tool may use. Owned by that call; its threads may share it. */
public final class CallContext {
  /** What a call that takes a change back knows of how that left what it set. */
  public static final String LEFT = "left";

  private final String tool;
  private final ToolCall call;
  private final Cluster cluster;
  private final Visibility visibility;
  private final ServerTools server;
  private final @Nullable Plan resumed;
  private final Map<String, String> kept;
  private final Work work;
  private final AtomicBoolean asking = new AtomicBoolean();
  private final AtomicBoolean recorded = new AtomicBoolean();
  private final AtomicBoolean unfinished = new AtomicBoolean();
  private final AtomicReference<@Nullable String> left = new AtomicReference<>();
  private final AtomicReference<Grant> grant = new AtomicReference<>(Grant.none());

  /**
   * For one call.
   *
   * @param resumed the plan that it runs; null if it is a call of its own
   * @param kept what it knows beside its arguments
   * @param work as which it is measured
   */
  CallContext(
      String tool,
      ToolCall call,
      Member member,
      ServerTools server,
      @Nullable Plan resumed,
      Map<String, String> kept,
      Work work) {
    this.tool = tool;
    this.call = call;
    this.cluster = member.cluster();
    this.visibility = member.visibility();
    this.server = server;
    this.resumed = resumed;
    this.kept = new ConcurrentHashMap<>(kept);
    this.work = work;
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
    return cluster.through(looking(new GuardedGate(Grant.none())));
  }

  /**
   * The cluster, for exactly the steps of {@code intention}, each once and in their order. A person
   * may be asked before; until then nothing that has an effect may have been done, since in the
   * newer era the call runs again from its top when he has answered.
   *
   * @throws Denied if they may not be taken; then nothing was sent
   */
  public BoundCluster permitted(Intention intention) throws InterruptedException {
    PlanFlow flow =
        new PlanFlow(
            server.guard(), cluster, call, this::made, server.approvals(), resumed, notes());
    return cluster.through(
        looking(new GuardedGate(flow.grant(intention), server.guard().ledger(), call.requestId())));
  }

  private Gate looking(Gate gate) {
    Gate asked = new Looking(server.guard(), this::request, tool).before(gate, cluster);
    return work.equals(Work.NONE) ? asked : new ObservedGate(asked, work);
  }

  private PlanFlow.Notes notes() {
    return new PlanFlow.Notes() {
      @Override
      public void asking(boolean asked) {
        asking.set(asked);
      }

      @Override
      public void recorded() {
        recorded.set(true);
      }

      @Override
      public void granted(Grant given) {
        grant.set(given);
      }
    };
  }

  /** The call as a plan keeps it. */
  private Call made() {
    ObjectNode arguments = call.arguments();
    return new Call(tool, cluster.name(), JsonText.write(arguments), kept, holdsSecret(arguments));
  }

  private static boolean holdsSecret(JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (SecretNames.isOne(field.getKey()) || holdsSecret(field.getValue())) {
        return true;
      }
    }
    return false;
  }

  /**
   * What {@code make} makes the first time, in every run of this call and of its plan: a name with
   * the time in it, for instance.
   *
   * @param key for another value than any other
   */
  public String once(String key, Supplier<String> make) {
    return kept.computeIfAbsent(key, unknown -> call.once(unknown, make));
  }

  /**
   * How the change that this call takes back left what it set, as it told {@link #leaves}; empty if
   * this call takes none back, or that is not known.
   */
  public Optional<String> wasLeft() {
    return Optional.ofNullable(kept.get(LEFT));
  }

  /** Notes how a change left what it set, for its undo to compare. */
  public void leaves(String how) {
    left.set(how);
  }

  /** Who makes the call, for the guard. */
  public Guard.Request request() {
    return PlanFlow.request(call);
  }

  /** Which commands may run in guests. */
  public CommandRules commands() {
    return server.deciding().commands();
  }

  /** The guard, for tools that are about plans and the audit trail themselves. */
  public Guard guard() {
    return server.guard();
  }

  /**
   * Makes another call in the place of this one, which passes the same gate.
   *
   * @param other the tool and its arguments
   * @param plan the plan that it runs; empty if it is a call of its own
   */
  public ToolReply instead(Call other, Optional<Plan> plan) throws InterruptedException {
    recorded.set(true); // by the call in its place
    return server.again(call, other, plan);
  }

  /** Notes that something of it goes on after the answer, so that its end is looked for later. */
  public void goesOn() {
    unfinished.set(true);
  }

  /** Notes who wrote what the answer shows: what a guest wrote taints its reader. */
  public void shows(TextClass written) {
    switch (written) {
      case FACT, ADMIN_WRITTEN -> {}
      case GUEST_WRITTEN -> server.guard().tainted(request());
    }
  }

  /** How the change left what it set, if the tool told. */
  Optional<String> howLeft() {
    return Optional.ofNullable(left.get());
  }

  /** Whether the call was left while a person was asked. */
  boolean asking() {
    return asking.get();
  }

  /**
   * Whether the trail has by now why it was not done, by its own record or that of the call in its
   * place.
   */
  boolean refusalIsRecorded() {
    return recorded.get();
  }

  /** Whether something of it goes on after the answer. */
  boolean unfinished() {
    return unfinished.get();
  }

  /** The plan whose steps may be taken; empty if there is none. */
  Optional<Plan> granted() {
    return grant.get().plan();
  }

  /** Whether this server's rules allow that tier by themselves. */
  public boolean allows(Tier tier) {
    return tier == Tier.READ || server.guard().policy().allowed().contains(tier);
  }

  /** Whether this server has a tool of that name, so that no advice leads to one that it lacks. */
  public boolean serves(String name) {
    return server.served().contains(name);
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
    return server.clock().instant();
  }

  /** Tells the client how far the call is. */
  public void progress(double done, double total, String message) {
    call.progress(done, total, message);
  }
}
