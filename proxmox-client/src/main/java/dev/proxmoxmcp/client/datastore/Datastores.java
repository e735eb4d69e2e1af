package dev.proxmoxmcp.client.datastore;

import dev.proxmoxmcp.client.DatastoreName;
import dev.proxmoxmcp.client.datastore.BackupSnapshot.Verification;
import dev.proxmoxmcp.client.http.Call;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.LoadFields;
import dev.proxmoxmcp.client.http.Session;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The datastores of a Backup Server. Every method sends one request and throws a {@link
 * dev.proxmoxmcp.client.ProxmoxException}. Lists leave out what the token may not see, without a
 * word. Thread-safe.
 */
public final class Datastores {
  private static final Endpoint LIST = Endpoint.read("/admin/datastore");
  private static final Endpoint USAGE = Endpoint.read("/status/datastore-usage");
  private static final Endpoint NAMESPACES = Endpoint.read("/admin/datastore/{store}/namespace");
  private static final Endpoint SNAPSHOTS = Endpoint.read("/admin/datastore/{store}/snapshots");
  private static final Endpoint COLLECTIONS = Endpoint.read("/admin/gc");
  private static final Endpoint PRUNE_JOBS = Endpoint.read("/admin/prune");
  private static final Endpoint VERIFY_JOBS = Endpoint.read("/admin/verify");
  private static final Endpoint SYNC_JOBS = Endpoint.read("/admin/sync");

  private final Session session;

  /** For {@link dev.proxmoxmcp.client.BoundCluster}. */
  public Datastores(Session session) {
    this.session = session;
  }

  /** {@code GET /admin/datastore}: those of which the token sees a part at least. */
  public List<DatastoreEntry> list() {
    return session
        .send(LIST.call("list the datastores"))
        .list(row ->
            new DatastoreEntry(
                row.required("store", DatastoreName::new),
                row.textOrEmpty("comment"),
                row.textOrEmpty("maintenance")));
  }

  /** {@code GET /status/datastore-usage}: how full they are. */
  public List<DatastoreUsage> usage() {
    return session
        .send(USAGE.call("read how full the datastores are"))
        .list(row ->
            new DatastoreUsage(
                row.required("store", DatastoreName::new),
                LoadFields.usage(row, "used", "total"),
                row.instant("estimated-full-date"),
                row.textOrEmpty("error")));
  }

  /**
   * {@code GET /admin/datastore/{store}/namespace}: the namespaces that the token may enter; "" is
   * the root.
   */
  public List<String> namespaces(DatastoreName datastore) {
    return session
        .send(NAMESPACES.call("list the namespaces of datastore " + datastore, datastore))
        .list(row -> row.textOrEmpty("ns"));
  }

  /**
   * {@code GET /admin/datastore/{store}/snapshots}: the snapshots of one namespace. With
   * Datastore.Backup alone a token sees those that it owns.
   *
   * @param namespace "" for the root
   * @param id the vmid or host name of one group; null for all
   */
  public List<BackupSnapshot> snapshots(
      DatastoreName datastore, String namespace, @Nullable String id) {
    Call call = SNAPSHOTS.call("list the snapshots of datastore " + datastore, datastore);
    if (!namespace.isEmpty()) {
      call.with("ns", namespace);
    }
    if (id != null) {
      call.with("backup-id", id);
    }
    return session.send(call).list(row -> snapshot(datastore, namespace, row));
  }

  private static BackupSnapshot snapshot(DatastoreName datastore, String namespace, Fields row) {
    Instant time = row.instant("backup-time");
    return new BackupSnapshot(
        new BackupSnapshot.Key(
            datastore,
            namespace,
            new BackupSnapshot.Group(row.required("backup-type"), row.required("backup-id")),
            Objects.requireNonNullElse(time, Instant.EPOCH)),
        row.bytes("size"),
        row.textOrEmpty("owner"),
        row.textOrEmpty("comment"),
        row.flag("protected"),
        row.objects("files").stream().anyMatch(file -> "encrypt".equals(file.text("crypt-mode"))),
        verification(row.inner("verification")));
  }

  private static Verification verification(Fields last) {
    String upid = last.textOrEmpty("upid");
    return switch (last.textOrEmpty("state")) {
      case "" -> new Verification.None();
      case "ok" -> new Verification.Good(upid);
      default -> new Verification.Broken(upid);
    };
  }

  /** {@code GET /admin/gc}, {@code …/prune}, {@code …/verify}, {@code …/sync}. */
  public List<JobRun> jobs(JobRun.Kind kind) {
    Endpoint endpoint =
        switch (kind) {
          case GARBAGE_COLLECTION -> COLLECTIONS;
          case PRUNE -> PRUNE_JOBS;
          case VERIFY -> VERIFY_JOBS;
          case SYNC -> SYNC_JOBS;
        };
    return session
        .send(endpoint.call("list the last runs of each " + kind.title()))
        .list(row -> run(kind, row));
  }

  private static JobRun run(JobRun.Kind kind, Fields row) {
    DatastoreName datastore = row.required("store", DatastoreName::new);
    String said = row.text("last-run-state");
    String upid = row.text("last-run-upid");
    return new JobRun(
        kind,
        Objects.requireNonNullElse(row.text("id"), datastore.value()),
        datastore,
        row.textOrEmpty("schedule"),
        said == null
            ? null
            : new JobRun.Last(
                said,
                row.instant("last-run-endtime"),
                upid == null ? row.textOrEmpty("upid") : upid),
        row.instant("next-run"));
  }
}
