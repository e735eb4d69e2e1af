package dev.proxmoxmcp.client.storage;

import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.StorageId;
import dev.proxmoxmcp.client.Usage;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.http.Call;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.LoadFields;
import dev.proxmoxmcp.client.http.Session;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Storages, as one node sees them. Every method sends one request and throws a {@link
 * dev.proxmoxmcp.client.ProxmoxException}. A storage that hangs keeps the node from answering for
 * up to 30 s: who wants many of them asks {@link
 * dev.proxmoxmcp.client.cluster.ClusterApi#resources()}, which asks no storage. Thread-safe.
 */
public final class Storages {
  private static final Endpoint LIST = Endpoint.read("/nodes/{node}/storage");
  private static final Endpoint STATUS = Endpoint.read("/nodes/{node}/storage/{storage}/status");
  private static final Endpoint CONTENT =
      Endpoint.read("/nodes/{node}/storage/{storage}/content").slow();

  private final Session session;

  /** For {@link dev.proxmoxmcp.client.BoundCluster}. */
  public Storages(Session session) {
    this.session = session;
  }

  /**
   * {@code GET /nodes/{node}/storage}: those of a node that the token may see.
   *
   * @param content only those that take it, and no other is asked; null for all
   */
  public List<StorageStatus> list(NodeName node, @Nullable ContentType content) {
    Call call = LIST.call("list the storages of node " + node, node);
    if (content != null) {
      call.with("content", content.parameter());
    }
    return session.send(call).list(row -> status(row.required("storage", StorageId::new), row));
  }

  /**
   * {@code GET /nodes/{node}/storage/{storage}/status}: wants Datastore.Audit or
   * Datastore.AllocateSpace on {@code /storage/{storage}}.
   */
  public StorageStatus status(NodeName node, StorageId storage) {
    return status(
        storage,
        session
            .send(
                STATUS.call(
                    "read the status of storage %s on node %s".formatted(storage, node),
                    node,
                    storage))
            .object());
  }

  /**
   * {@code GET /nodes/{node}/storage/{storage}/content}: the volumes that the token may see.
   * Backups want Datastore.AllocateSpace on the storage and VM.Backup on their guest, disks
   * VM.Config.Disk on their guest, snippets Datastore.Allocate: an auditor sees none of them, and
   * Proxmox does not say so.
   *
   * @param content of one type; null for all
   * @param guest of one guest; null for all
   */
  public List<Volume> content(
      NodeName node, StorageId storage, @Nullable ContentType content, @Nullable Vmid guest) {
    Call call =
        CONTENT.call(
            "list the volumes of storage %s on node %s".formatted(storage, node), node, storage);
    if (content != null) {
      call.with("content", content.parameter());
    }
    if (guest != null) {
      call.with("vmid", guest.toString());
    }
    return session.send(call).list(Storages::volume);
  }

  private static StorageStatus status(StorageId storage, Fields row) {
    boolean active = row.flag("active");
    Usage usage = LoadFields.usage(row, "used", "total");
    return new StorageStatus(
        storage,
        row.textOrEmpty("type"),
        row.words("content"),
        new StorageStatus.State(row.flag("enabled"), active, row.flag("shared")),
        active ? usage : null,
        active ? row.bytes("avail") : null);
  }

  private static Volume volume(Fields row) {
    ContentType content = ContentType.of(row.text("content"));
    return new Volume(
        row.required("volid"),
        content,
        row.textOrEmpty("format"),
        new Volume.Space(row.bytes("size"), row.bytes("used")),
        guest(row),
        row.instant("ctime"),
        content == ContentType.BACKUP ? backup(row) : null);
  }

  /** Names of old files can hold any number. */
  private static @Nullable Vmid guest(Fields row) {
    OptionalLong vmid = row.number("vmid");
    return vmid.isPresent() && vmid.getAsLong() >= Vmid.MIN && vmid.getAsLong() <= Vmid.MAX
        ? new Vmid((int) vmid.getAsLong())
        : null;
  }

  private static Volume.Backup backup(Fields row) {
    String encrypted = row.text("encrypted");
    return new Volume.Backup(
        row.textOrEmpty("notes"),
        row.flag("protected"),
        verification(row.inner("verification").text("state")),
        encrypted != null && !encrypted.equals("0"));
  }

  private static Volume.Verification verification(@Nullable String state) {
    return switch (state) {
      case "ok" -> Volume.Verification.GOOD;
      case "failed" -> Volume.Verification.BROKEN;
      case null, default -> Volume.Verification.NONE;
    };
  }
}
