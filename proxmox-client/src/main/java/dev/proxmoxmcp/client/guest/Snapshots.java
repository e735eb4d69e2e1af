package dev.proxmoxmcp.client.guest;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.SnapshotName;
import dev.proxmoxmcp.client.http.Call;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.Session;
import dev.proxmoxmcp.client.task.Upid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots of virtual machines and containers. Every method sends one request and throws a {@link
 * dev.proxmoxmcp.client.ProxmoxException}. A name in use, an unknown one, a lock and a storage
 * without snapshots are no errors of the request: the task fails with them. Thread-safe.
 */
public final class Snapshots {
  private static final String ALL = "/nodes/{node}/{kind}/{vmid}/snapshot";
  private static final String ONE = ALL + "/{snapname}";
  private static final Endpoint LIST = Endpoint.read(ALL);
  private static final Endpoint CREATE = Endpoint.post(ALL, Tier.CHANGE);
  private static final Endpoint DELETE = Endpoint.delete(ONE, Tier.DESTROY);
  private static final Endpoint ROLLBACK = Endpoint.post(ONE + "/rollback", Tier.DESTROY);

  /** The entry that stands for the guest as it is now. */
  private static final String CURRENT = "current";

  private final Session session;

  /** For {@link dev.proxmoxmcp.client.BoundCluster}. */
  public Snapshots(Session session) {
    this.session = session;
  }

  /** {@code GET /nodes/{node}/{kind}/{vmid}/snapshot}: wants VM.Audit on the guest. */
  public SnapshotTree of(GuestRef guest) {
    List<Snapshot> snapshots = new ArrayList<>();
    SnapshotName current = null;
    for (Entry entry : entries(guest)) {
      if (entry.snapshot() == null) {
        current = entry.parent();
      } else {
        snapshots.add(entry.snapshot());
      }
    }
    return new SnapshotTree(snapshots, current);
  }

  private List<Entry> entries(GuestRef guest) {
    return session
        .send(LIST.call("list the snapshots of " + guest, guest.node(), guest.kind(), guest.vmid()))
        .list(Snapshots::entry);
  }

  /**
   * {@code POST /nodes/{node}/{kind}/{vmid}/snapshot}: wants VM.Snapshot on the guest. A running
   * guest goes on running.
   *
   * @return the task that does it
   * @throws IllegalArgumentException if it does not fit the guest's kind; nothing was sent then
   */
  public Upid create(GuestRef guest, NewSnapshot snapshot) {
    return session.send(createCall(guest, snapshot)).parsed(Upid::parse);
  }

  /** What {@link #create} would send; sends nothing. */
  public Outgoing.ApiRequest createRequest(GuestRef guest, NewSnapshot snapshot) {
    return session.outgoing(createCall(guest, snapshot));
  }

  /**
   * {@code POST …/snapshot/{snapname}/rollback}: wants VM.Snapshot or VM.Snapshot.Rollback. What
   * the guest wrote since is lost, and its configuration is the snapshot's again; a running guest
   * is stopped hard first. Afterwards it runs if the snapshot holds its memory, or if asked for.
   *
   * @param start whether it is started afterwards
   * @return the task that does it
   */
  public Upid rollback(GuestRef guest, SnapshotName name, boolean start) {
    return session.send(rollbackCall(guest, name, start)).parsed(Upid::parse);
  }

  /** What {@link #rollback} would send; sends nothing. */
  public Outgoing.ApiRequest rollbackRequest(GuestRef guest, SnapshotName name, boolean start) {
    return session.outgoing(rollbackCall(guest, name, start));
  }

  /**
   * {@code DELETE …/snapshot/{snapname}}: wants VM.Snapshot. The guest keeps its present state;
   * what could be gone back to is gone.
   *
   * @return the task that does it
   */
  public Upid delete(GuestRef guest, SnapshotName name) {
    return session.send(deleteCall(guest, name)).parsed(Upid::parse);
  }

  /** What {@link #delete} would send; sends nothing. */
  public Outgoing.ApiRequest deleteRequest(GuestRef guest, SnapshotName name) {
    return session.outgoing(deleteCall(guest, name));
  }

  private static Call createCall(GuestRef guest, NewSnapshot snapshot) {
    snapshot.check(guest.kind());
    Call call =
        CREATE
            .call(
                "take snapshot " + snapshot.name() + " of " + guest,
                guest.node(),
                guest.kind(),
                guest.vmid())
            .with("snapname", snapshot.name().value());
    if (!snapshot.description().isEmpty()) {
      call.with("description", snapshot.description());
    }
    if (snapshot.withMemory()) {
      call.with("vmstate", true);
    }
    return call;
  }

  private static Call rollbackCall(GuestRef guest, SnapshotName name, boolean start) {
    Call call =
        ROLLBACK.call(
            "put " + guest + " back to snapshot " + name,
            guest.node(),
            guest.kind(),
            guest.vmid(),
            name);
    return start ? call.with("start", true) : call;
  }

  private static Call deleteCall(GuestRef guest, SnapshotName name) {
    return DELETE.call(
        "delete snapshot " + name + " of " + guest, guest.node(), guest.kind(), guest.vmid(), name);
  }

  /**
   * @param snapshot null in the entry that stands for the present
   */
  private record Entry(@Nullable Snapshot snapshot, @Nullable SnapshotName parent) {}

  private static Entry entry(Fields entry) {
    String parentText = entry.text("parent");
    SnapshotName parent =
        parentText == null || parentText.isEmpty()
            ? null
            : entry.required("parent", SnapshotName::new);
    if (entry.required("name").equals(CURRENT)) {
      return new Entry(null, parent);
    }
    String description = entry.text("description");
    return new Entry(
        new Snapshot(
            entry.required("name", SnapshotName::new),
            description == null ? "" : description.strip(),
            entry.instant("snaptime"),
            parent,
            entry.flag("vmstate"),
            entry.text("snapstate")),
        parent);
  }
}
