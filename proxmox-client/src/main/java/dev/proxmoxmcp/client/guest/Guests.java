package dev.proxmoxmcp.client.guest;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.cluster.ClusterApi;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.Marks;
import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.client.http.Call;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.LoadFields;
import dev.proxmoxmcp.client.http.Session;
import dev.proxmoxmcp.client.task.Upid;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Virtual machines and containers. Every method sends one request and throws a {@link
 * dev.proxmoxmcp.client.ProxmoxException}. Thread-safe.
 */
public final class Guests {
  private static final Endpoint STATUS =
      Endpoint.read("/nodes/{node}/{kind}/{vmid}/status/current");
  private static final Endpoint VMS_OF_NODE = Endpoint.read("/nodes/{node}/qemu");
  private static final Endpoint CONFIGURATION = Endpoint.read("/nodes/{node}/{kind}/{vmid}/config");
  private static final Endpoint PENDING = Endpoint.read("/nodes/{node}/{kind}/{vmid}/pending");
  private static final String POWER = "/nodes/{node}/{kind}/{vmid}/status/{action}";
  private static final Endpoint POWER_CHANGE = Endpoint.post(POWER, Tier.CHANGE);
  private static final Endpoint POWER_DESTROY = Endpoint.post(POWER, Tier.DESTROY);

  private final Session session;

  /** For {@link dev.proxmoxmcp.client.BoundCluster}. */
  public Guests(Session session) {
    this.session = session;
  }

  /**
   * Every guest that the token may see, of both kinds, on all nodes: one request, {@code GET
   * /cluster/resources?type=vm}.
   */
  public List<GuestResource> list() {
    return new ClusterApi(session).guests();
  }

  /** {@code GET /nodes/{node}/{kind}/{vmid}/status/current}: wants VM.Audit on the guest. */
  public GuestStatus status(GuestRef guest) {
    Fields status =
        session
            .send(
                STATUS.call(
                    "read the status of " + guest, guest.node(), guest.kind(), guest.vmid()))
            .object();
    return status(guest, status);
  }

  /**
   * The VMs of one node, as their hypervisors tell them: {@code GET /nodes/{node}/qemu?full=1}. The
   * cluster's list calls a VM running that is paused or was halted by an error; this does not.
   *
   * @return those on which the token has VM.Audit; what HA makes of them is not told here
   */
  public List<GuestStatus> vmsOf(NodeName node) {
    return session
        .send(VMS_OF_NODE.call("list the VMs of node " + node, node).with("full", true))
        .list(entry ->
            status(new GuestRef(GuestKind.QEMU, node, entry.required("vmid", Vmid::parse)), entry));
  }

  private static GuestStatus status(GuestRef guest, Fields status) {
    String detail = status.text("qmpstatus");
    return new GuestStatus(
        guest,
        status.text("name"),
        state(status.text("status"), detail),
        detail,
        status.flag("template"),
        LoadFields.load(status, "cpus"),
        new Marks(status.words("tags"), null, status.text("lock"), haState(status)));
  }

  /** {@code GET /nodes/{node}/{kind}/{vmid}/config}: wants VM.Audit on the guest. */
  public GuestConfiguration configuration(GuestRef guest) {
    return ConfigurationFields.read(
        guest,
        session
            .send(
                CONFIGURATION.call(
                    "read the configuration of " + guest, guest.node(), guest.kind(), guest.vmid()))
            .object());
  }

  /**
   * {@code GET /nodes/{node}/{kind}/{vmid}/pending}: wants VM.Audit on the guest.
   *
   * @return what will be different after the next start; empty if nothing
   */
  public List<PendingChange> pending(GuestRef guest) {
    return session
        .send(
            PENDING.call(
                "read the pending changes of " + guest, guest.node(), guest.kind(), guest.vmid()))
        .list(entry ->
            new PendingChange(
                entry.required("key"),
                entry.text("value"),
                entry.flag("delete") ? null : pendingValue(entry)))
        .stream()
        .filter(change -> !Objects.equals(change.before(), change.after()))
        .toList();
  }

  private static @Nullable String pendingValue(Fields entry) {
    String pending = entry.text("pending");
    return pending == null ? entry.text("value") : pending;
  }

  /**
   * {@code POST /nodes/{node}/{kind}/{vmid}/status/{action}}: wants VM.PowerMgmt on the guest. The
   * answer comes at once; what happens is told by the task. For a VM even "already running" is: the
   * task fails with it. A container answers that with a {@link dev.proxmoxmcp.client.Conflict}.
   *
   * @return the task that does it
   * @throws IllegalArgumentException if action and options do not fit the guest's kind; nothing was
   *     sent then
   */
  public Upid power(GuestRef guest, PowerAction action, PowerOptions options) {
    return session.send(powerCall(guest, action, options)).parsed(Upid::parse);
  }

  /**
   * What {@link #power} would send, for whoever must decide about it first; sends nothing.
   *
   * @throws IllegalArgumentException if action and options do not fit the guest's kind
   */
  public Outgoing.ApiRequest powerRequest(
      GuestRef guest, PowerAction action, PowerOptions options) {
    return session.outgoing(powerCall(guest, action, options));
  }

  private static Call powerCall(GuestRef guest, PowerAction action, PowerOptions options) {
    options.check(guest.kind(), action);
    Endpoint endpoint = options.tier(action) == Tier.DESTROY ? POWER_DESTROY : POWER_CHANGE;
    Call call =
        endpoint.call(
            action.pathText() + " " + guest, guest.node(), guest.kind(), guest.vmid(), action);
    if (options.timeout() != null) {
      call.with("timeout", options.timeout().toSeconds());
    }
    if (options.forceStop()) {
      call.with("forceStop", true);
    }
    return call;
  }

  /** A paused VM still has the status {@code running}; the hypervisor's own word tells. */
  private static RunState state(@Nullable String status, @Nullable String detail) {
    RunState state = RunState.of(status);
    if (state != RunState.RUNNING || detail == null) {
      return state;
    }
    return switch (detail) {
      case "paused", "suspended", "io-error", "internal-error", "guest-panicked" -> RunState.PAUSED;
      default -> RunState.RUNNING;
    };
  }

  private static @Nullable String haState(Fields status) {
    Fields ha = status.inner("ha");
    return ha.flag("managed") ? ha.text("state") : null;
  }
}
