package dev.proxmoxmcp.client.backup;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.http.Call;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Session;
import dev.proxmoxmcp.client.task.Upid;
import java.util.stream.Collectors;

/**
 * Backups of virtual machines and containers. Every method sends one request and throws a {@link
 * dev.proxmoxmcp.client.ProxmoxException}. Thread-safe.
 */
public final class Backups {
  private static final Endpoint CREATE = Endpoint.post("/nodes/{node}/vzdump", Tier.CHANGE);

  private final Session session;

  /** For {@link dev.proxmoxmcp.client.BoundCluster}. */
  public Backups(Session session) {
    this.session = session;
  }

  /**
   * {@code POST /nodes/{node}/vzdump}: wants VM.Backup on each guest and Datastore.AllocateSpace on
   * the storage. One task backs up all of them; one that cannot be backed up makes it fail in the
   * end, and the others are backed up all the same. An unknown storage is no error of the request:
   * the task fails with it. Older archives stay, whatever the storage's retention says.
   *
   * @return the task that does it
   */
  public Upid create(NodeName node, NewBackup backup) {
    return session.send(createCall(node, backup)).parsed(Upid::parse);
  }

  /** What {@link #create} would send; sends nothing. */
  public Outgoing.ApiRequest createRequest(NodeName node, NewBackup backup) {
    return session.outgoing(createCall(node, backup));
  }

  private static Call createCall(NodeName node, NewBackup backup) {
    String vmids = backup.guests().stream().map(Vmid::toString).collect(Collectors.joining(","));
    Call call =
        CREATE
            .call("back up " + vmids + " of node " + node + " to " + backup.storage(), node)
            .with("vmid", vmids)
            .with("storage", backup.storage().value())
            .with("mode", backup.mode().parameter())
            // By default Proxmox prunes older archives of the guest, which nobody asked for.
            .with("remove", false);
    if (!backup.notes().isEmpty()) {
      call.with("notes-template", backup.notesTemplate());
    }
    if (backup.guarded()) {
      call.with("protected", true);
    }
    return call;
  }
}
