package dev.proxmoxmcp.simulator.pbs;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Garbage collection: what the last one found, and a new one. */
final class GarbageCollections {
  private static final long CHUNK = 4L << 20;
  private static final Duration TAKES = Duration.ofSeconds(20);
  static final String TYPE = "garbage_collection";

  private final BackupState state;

  GarbageCollections(BackupState state) {
    this.state = state;
  }

  /** What the last one found, as {@code gc-status} tells it. */
  Map<String, Object> figures(Datastore store) {
    Datastore.Collected last = store.collected();
    Map<String, Object> figures = new LinkedHashMap<>();
    boolean ever = !last.upid().isEmpty();
    List<Snapshot> all = store.shelf().all();
    long disk = ever ? store.shelf().used() : 0;
    if (ever) {
      figures.put("upid", last.upid());
    }
    figures.put("index-file-count", ever ? all.size() : 0);
    figures.put("index-data-bytes", ever ? all.stream().mapToLong(Snapshot::size).sum() * 3 : 0);
    figures.put("disk-bytes", disk);
    figures.put("disk-chunks", disk / CHUNK);
    figures.put("removed-bytes", last.removed());
    figures.put("removed-chunks", last.removed() / CHUNK);
    figures.put("pending-bytes", ever ? store.pendingBytes() : 0);
    figures.put("pending-chunks", ever ? store.pendingBytes() / CHUNK : 0);
    figures.put("removed-bad", 0);
    figures.put("still-bad", ever ? all.stream().filter(GarbageCollections::broken).count() : 0);
    return figures;
  }

  private static boolean broken(Snapshot snapshot) {
    Snapshot.Verification last = snapshot.facts().verification();
    return last != null && last.failed();
  }

  /** Its entry in {@code GET /admin/gc}. */
  Map<String, Object> job(Datastore store, Instant now) {
    Map<String, Object> row = new LinkedHashMap<>(figures(store));
    row.put("store", store.name());
    Optional<String> schedule =
        state
            .sections()
            .find("/config/datastore", store.name())
            .map(config -> config.get("gc-schedule"))
            .map(String::valueOf);
    schedule.ifPresent(text -> row.put("schedule", text));
    Optional<BackupTask> last = state.tasks().find(store.collected().upid());
    last.flatMap(BackupTask::endedAt)
        .ifPresent(end -> {
          row.put("last-run-endtime", end.getEpochSecond());
          row.put(
              "duration", end.getEpochSecond() - last.get().upid().startedAt().getEpochSecond());
        });
    last.flatMap(BackupTask::exitStatus).ifPresent(text -> row.put("last-run-state", text));
    schedule
        .flatMap(text -> Schedule.next(text, now))
        .ifPresent(next -> row.put("next-run", next.getEpochSecond()));
    return row;
  }

  /** Starts one; its UPID. */
  String start(Datastore store, AuthId caller) {
    boolean runs =
        state.tasks().all().stream()
            .anyMatch(task ->
                task.running()
                    && task.upid().type().equals(TYPE)
                    && task.upid().id().equals(store.name()));
    if (runs) {
      throw Refused.bad("garbage collection already running");
    }
    BackupTask started =
        state
            .tasks()
            .start(
                TYPE,
                store.name(),
                caller,
                task -> {
                  task.say("starting garbage collection on store " + store.name());
                  task.say("Start GC phase1 (mark used chunks)");
                  task.after(TAKES, () -> finish(task, store));
                });
    return started.upid().toString();
  }

  private void finish(BackupTask task, Datastore store) {
    store.collected(task.upid().toString());
    Map<String, Object> figures = figures(store);
    task.say("marked 100% (" + figures.get("index-file-count") + " of index files)");
    task.say("Start GC phase2 (sweep unused chunks)");
    task.say("processed 100% (" + figures.get("disk-chunks") + " chunks)");
    task.say("Removed garbage: " + figures.get("removed-bytes") + " B");
    task.say("Removed chunks: " + figures.get("removed-chunks"));
    task.say("On-Disk usage: " + figures.get("disk-bytes") + " B");
    task.say("On-Disk chunks: " + figures.get("disk-chunks"));
    task.succeed();
  }
}
