package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.simulator.pbs.Snapshot.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Garbage collection, pruning and verification, when somebody asks for it. */
final class WorkHandlers {
  private static final String STORE = "/admin/datastore/{store}";
  private static final String MODIFY = "Datastore.Modify";
  private static final String PRUNE = "Datastore.Prune";

  private final BackupState state;
  private final StoreAccess access;
  private final GarbageCollections collections;

  WorkHandlers(BackupState state) {
    this.state = state;
    this.access = new StoreAccess(state);
    this.collections = new GarbageCollections(state);
  }

  void register(Handlers handlers) {
    handlers
        .get(
            STORE + "/gc",
            call ->
                BackupAnswer.of(collections.job(state.datastore(call.text("store")), call.now())))
        .post(
            STORE + "/gc",
            call ->
                BackupAnswer.of(
                    collections.start(state.datastore(call.text("store")), call.caller())))
        .get("/admin/gc", this::collections)
        .get("/admin/gc/{store}", this::collections)
        .post(STORE + "/verify", this::verify)
        .post(STORE + "/prune", this::prune)
        .post(STORE + "/prune-datastore", this::pruneAll);
  }

  private BackupAnswer collections(BackupCall call) {
    List<Map<String, Object>> rows =
        state.datastores().stream()
            .filter(store -> call.find("store").map(store.name()::equals).orElse(true))
            .filter(store ->
                state.rights().any(call.caller(), store.aclPath(""), List.of("Datastore.Audit")))
            .map(store -> collections.job(store, call.now()))
            .toList();
    return BackupAnswer.of(rows);
  }

  private BackupAnswer verify(BackupCall call) {
    String namespace = call.namespace();
    StoreAccess.Entry entry = access.enter(call, namespace, "Datastore.Verify", "Datastore.Backup");
    Datastore store = entry.store();
    boolean ofGroup = call.find("backup-type").isPresent() && call.find("backup-id").isPresent();
    boolean ofSnapshot = ofGroup && call.number("backup-time").isPresent();
    boolean ofAll =
        call.find("backup-type").isEmpty()
            && call.find("backup-id").isEmpty()
            && call.number("backup-time").isEmpty();
    if (!ofGroup && !ofAll) {
      throw Refused.bad("parameters do not specify a backup group or snapshot");
    }
    String id = store.name() + (ofAll && namespace.isEmpty() ? "" : ":" + namespace);
    Predicate<Snapshot> fits = one -> entry.sees(one.owner());
    String type = "verify";
    if (ofGroup) {
      Group group = StoreAccess.groupOf(call);
      entry.check(group);
      fits = one -> one.group().equals(group);
      id = id + "/" + group;
      type = "verify_group";
    }
    if (ofSnapshot) {
      long time = call.number("backup-time", 0);
      fits = fits.and(one -> one.time().getEpochSecond() == time);
      id = id + "/" + String.format(Locale.ROOT, "%08X", time);
      type = "verify_snapshot";
    }
    Verifying verifying =
        new Verifying(
            state, store, call.flag("ignore-verified", true), call.number("outdated-after"));
    List<String> namespaces =
        ofAll ? store.below(namespace, Datastore.depth(call)) : List.of(namespace);
    Predicate<Snapshot> chosen = fits;
    BackupTask started =
        state
            .tasks()
            .start(type, id, call.caller(), task -> verifying.begin(task, namespaces, chosen));
    return BackupAnswer.of(started.upid().toString());
  }

  private BackupAnswer prune(BackupCall call) {
    Datastore store = access.group(call, MODIFY, PRUNE);
    Group group = StoreAccess.groupOf(call);
    Pruning pruning = Pruning.of(call.values());
    if (call.flag("dry-run", false)) {
      return BackupAnswer.of(
          pruning.preview(store.groups(group.namespace()).getOrDefault(group, List.of())));
    }
    List<Map<String, Object>> done = new ArrayList<>();
    BackupTask started =
        state
            .tasks()
            .start(
                "prune",
                store.name() + ":" + group.namespace() + ":" + group,
                call.caller(),
                task -> {
                  introduce(task, pruning);
                  done.addAll(pruning.prune(task, store, group, false));
                  task.succeed();
                });
    return BackupAnswer.of(call.flag("use-task", false) ? started.upid().toString() : done);
  }

  private static void introduce(BackupTask task, Pruning pruning) {
    task.say(
        pruning.keepsAll()
            ? "No prune selection - keeping all files."
            : "retention options: " + pruning.shown());
  }

  private BackupAnswer pruneAll(BackupCall call) {
    String namespace = call.namespace();
    StoreAccess.Entry entry = access.enter(call, namespace, MODIFY, PRUNE);
    return BackupAnswer.of(
        pruneAll(
                entry,
                "prune",
                entry.store().name() + ":" + namespace,
                call,
                call.flag("dry-run", false))
            .upid()
            .toString());
  }

  private BackupTask pruneAll(
      StoreAccess.Entry entry, String type, String id, BackupCall call, boolean dry) {
    Pruning pruning = Pruning.of(call.values());
    return state
        .tasks()
        .start(
            type,
            id,
            call.caller(),
            task ->
                pruneAll(
                    task,
                    pruning,
                    entry,
                    entry.store().below(call.namespace(), Datastore.depth(call)),
                    dry));
  }

  /** Prunes all groups of these namespaces that the caller may. */
  static void pruneAll(
      BackupTask task,
      Pruning pruning,
      StoreAccess.Entry entry,
      List<String> namespaces,
      boolean dry) {
    Datastore store = entry.store();
    introduce(task, pruning);
    task.say("Starting datastore prune on store " + store.name());
    for (String namespace : namespaces) {
      store
          .groups(namespace)
          .forEach((group, snapshots) -> {
            if (entry.sees(snapshots.getFirst().owner())) {
              pruning.prune(task, store, group, dry);
            }
          });
    }
    task.succeed();
  }
}
