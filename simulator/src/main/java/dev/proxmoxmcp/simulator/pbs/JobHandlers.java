package dev.proxmoxmcp.simulator.pbs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scheduled jobs: {@code /admin/{prune,verify,sync}} with their last runs, and runs by hand. */
final class JobHandlers {
  private static final Duration SYNC_TAKES = Duration.ofSeconds(15);

  private final BackupState state;
  private final StoreAccess access;

  JobHandlers(BackupState state) {
    this.state = state;
    this.access = new StoreAccess(state);
  }

  void register(Handlers handlers) {
    for (String kind : List.of("prune", "verify", "sync")) {
      handlers
          .get("/admin/" + kind, call -> list(call, kind))
          .post("/admin/" + kind + "/{id}/run", call -> run(call, kind));
    }
  }

  private BackupAnswer list(BackupCall call, String kind) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> job : state.sections().all("/config/" + kind)) {
      String store = String.valueOf(job.get("store"));
      boolean wanted = call.find("store").map(store::equals).orElse(true);
      if (wanted && ConfigHandlers.mayRead(state, call.caller(), kind, job)) {
        rows.add(row(kind, job, call));
      }
    }
    return BackupAnswer.of(rows);
  }

  private Map<String, Object> row(String kind, Map<String, Object> job, BackupCall call) {
    Map<String, Object> row = new LinkedHashMap<>(job);
    Optional<BackupTask> last = state.lastRun(kind, String.valueOf(job.get("id")));
    last.ifPresent(task -> {
      row.put("last-run-upid", task.upid().toString());
      task.exitStatus().ifPresent(text -> row.put("last-run-state", text));
      task.endedAt().ifPresent(end -> row.put("last-run-endtime", end.getEpochSecond()));
    });
    if (job.get("schedule") instanceof String schedule
        && !Boolean.TRUE.equals(job.get("disable"))) {
      Schedule.next(schedule, call.now())
          .ifPresent(next -> row.put("next-run", next.getEpochSecond()));
    }
    return row;
  }

  private BackupAnswer run(BackupCall call, String kind) {
    String id = call.text("id");
    Map<String, Object> job =
        state
            .sections()
            .find("/config/" + kind, id)
            .orElseThrow(() -> Refused.bad(ConfigHandlers.noSuch("/config/" + kind, id)));
    String store = String.valueOf(job.get("store"));
    String namespace = job.get("ns") instanceof String text ? text : "";
    String path = "/datastore/" + store + (namespace.isEmpty() ? "" : "/" + namespace);
    access.needsAny(
        call,
        path,
        switch (kind) {
          case "prune" -> "Datastore.Modify";
          case "verify" -> "Datastore.Verify";
          default -> "Datastore.Backup";
        });
    boolean runs = state.lastRun(kind, id).map(BackupTask::running).orElse(false);
    if (runs) {
      throw Refused.bad("unable to start job '" + id + "' - another instance is running");
    }
    BackupTask task =
        switch (kind) {
          case "prune" -> prune(call, job, state.datastore(store), namespace);
          case "verify" -> verify(call, job, state.datastore(store), namespace);
          default -> sync(call, job, store);
        };
    state.ran(kind, id, task);
    return BackupAnswer.of(task.upid().toString());
  }

  private static List<String> namespaces(
      Map<String, Object> job, Datastore store, String namespace) {
    long depth = job.get("max-depth") instanceof Number number ? number.longValue() : 7;
    return store.below(namespace, depth);
  }

  private BackupTask prune(
      BackupCall call, Map<String, Object> job, Datastore store, String namespace) {
    StoreAccess.Entry entry = new StoreAccess.Entry(store, call.caller(), false);
    return state
        .tasks()
        .start(
            "prunejob",
            store.name() + ":" + job.get("id"),
            call.caller(),
            task ->
                WorkHandlers.pruneAll(
                    task, Pruning.of(job), entry, namespaces(job, store, namespace), false));
  }

  private BackupTask verify(
      BackupCall call, Map<String, Object> job, Datastore store, String namespace) {
    Optional<Long> outdated =
        job.get("outdated-after") instanceof Number days
            ? Optional.of(days.longValue())
            : Optional.empty();
    Verifying verifying =
        new Verifying(state, store, !Boolean.FALSE.equals(job.get("ignore-verified")), outdated);
    return state
        .tasks()
        .start(
            "verificationjob",
            store.name() + ":" + job.get("id"),
            call.caller(),
            task -> {
              task.say("Starting datastore verify job '" + job.get("id") + "'");
              verifying.begin(task, namespaces(job, store, namespace), _ -> true);
            });
  }

  /** There is no other server here, so that it never has anything new. */
  private BackupTask sync(BackupCall call, Map<String, Object> job, String store) {
    String source = job.getOrDefault("remote", "-") + "/" + job.get("remote-store");
    return state
        .tasks()
        .start(
            "syncjob",
            "%s:%s:%s::%s"
                .formatted(
                    job.getOrDefault("remote", "-"), job.get("remote-store"), store, job.get("id")),
            call.caller(),
            task -> {
              task.say("Starting datastore sync job '" + job.get("id") + "'");
              task.say("sync datastore '" + store + "' from '" + source + "'");
              task.after(
                  SYNC_TAKES,
                  () -> {
                    task.say("Summary: sync job found no new data to pull");
                    task.say("sync job '" + job.get("id") + "' end");
                    task.succeed();
                  });
            });
  }
}
