package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.simulator.pbs.Snapshot.Facts;
import dev.proxmoxmcp.simulator.pbs.Snapshot.Group;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Snapshots: what they are, what can be said of them, and their removal. */
final class SnapshotHandlers {
  private static final String STORE = "/admin/datastore/{store}";
  private static final String AUDIT = "Datastore.Audit";
  private static final String BACKUP = "Datastore.Backup";
  private static final String MODIFY = "Datastore.Modify";

  private final StoreAccess access;

  SnapshotHandlers(BackupState state) {
    this.access = new StoreAccess(state);
  }

  void register(Handlers handlers) {
    handlers
        .get(STORE + "/snapshots", this::list)
        .delete(STORE + "/snapshots", this::remove)
        .get(
            STORE + "/files",
            call -> BackupAnswer.of(access.snapshot(call, "Datastore.Read", BACKUP).files()))
        .get(
            STORE + "/notes",
            call -> BackupAnswer.of(access.snapshot(call, AUDIT, BACKUP).facts().notes()))
        .put(
            STORE + "/notes",
            call -> {
              Snapshot snapshot = access.snapshot(call, MODIFY, BACKUP);
              return change(call, snapshot, snapshot.facts().noted(call.text("notes")));
            })
        .get(
            STORE + "/protected",
            call -> BackupAnswer.of(access.snapshot(call, AUDIT, BACKUP).facts().guarded()))
        .put(
            STORE + "/protected",
            call -> {
              Snapshot snapshot = access.snapshot(call, MODIFY, BACKUP);
              boolean guarded = call.flag("protected", false);
              return change(call, snapshot, snapshot.facts().guarded(guarded));
            });
  }

  private BackupAnswer list(BackupCall call) {
    StoreAccess.Entry entry = access.enter(call, call.namespace(), AUDIT, BACKUP);
    Optional<String> type = call.find("backup-type");
    Optional<String> id = call.find("backup-id");
    List<Map<String, Object>> rows =
        entry.store().groups(call.namespace()).values().stream()
            .flatMap(List::stream)
            .filter(one -> type.isEmpty() || type.get().equals(one.group().type()))
            .filter(one -> id.isEmpty() || id.get().equals(one.group().id()))
            .filter(one -> entry.sees(one.owner()))
            .map(Snapshot::row)
            .toList();
    return BackupAnswer.of(rows);
  }

  private BackupAnswer remove(BackupCall call) {
    Snapshot snapshot = access.snapshot(call, MODIFY, "Datastore.Prune");
    Datastore store = access.group(call, MODIFY, "Datastore.Prune");
    Group group = snapshot.group();
    if (snapshot.facts().guarded()) {
      throw Refused.bad("cannot remove protected snapshot " + group + "/" + snapshot.time());
    }
    store.remove(snapshot);
    return BackupAnswer.done();
  }

  private BackupAnswer change(BackupCall call, Snapshot snapshot, Facts facts) {
    access.group(call, MODIFY, BACKUP).shelf().put(snapshot.with(facts));
    return BackupAnswer.done();
  }
}
