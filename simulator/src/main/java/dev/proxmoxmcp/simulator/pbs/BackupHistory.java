package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.simulator.pbs.BackupTasks.Past;
import dev.proxmoxmcp.simulator.pbs.Snapshot.Verification;
import dev.proxmoxmcp.simulator.scenario.World;
import dev.proxmoxmcp.simulator.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a Backup Server did before it was looked at. It is told by what is there: each backup had a
 * task, each verification too, and a backup of the cluster that failed for want of space failed
 * here.
 */
final class BackupHistory {
  private static final String NODE = "backup1";
  private static final String ROOT = "root@pam";
  private static final String NO_SPACE = "No space left on device (os error 28)";
  private static final int MOST_BACKUPS = 200;

  private final BackupState state;
  private final World world;
  private final Instant now;

  BackupHistory(BackupState state, World world, Instant now) {
    this.state = state;
    this.world = world;
    this.now = now;
  }

  /** The UPID of a verification so many weeks ago. */
  static BackupUpid verification(Instant now, int week, String id) {
    Instant start = now.minus(Duration.ofDays(7L * week)).minus(Duration.ofHours(4));
    return new BackupUpid(
        NODE,
        740,
        0xA1B2,
        0xA00 + week,
        Instant.ofEpochSecond(start.getEpochSecond()),
        "verificationjob",
        id,
        ROOT);
  }

  void write(Datastore main, Datastore archive) {
    backups(main);
    backups(archive);
    verifications(main)
        .max(Comparator.comparing(task -> task.upid().startedAt()))
        .ifPresent(task -> state.ran("verify", "v-main", task));
    verifications(archive).forEach(_ -> {});
    failedBackups(main);
    for (int day = 2; day >= 0; day--) {
      Duration ago = Duration.ofHours(5).plusDays(day);
      prune(main, ago);
      collection(main, ago.minusMinutes(30));
    }
    sync(archive);
    Instant update = now.minus(Duration.ofHours(8));
    past(new Past("aptupdate", "", ROOT, Duration.ofSeconds(5), "OK", List.of()), update);
  }

  private BackupTask past(Past past, Instant when) {
    return state.tasks().archive(past, when.truncatedTo(ChronoUnit.SECONDS));
  }

  private void backups(Datastore store) {
    store.shelf().all().stream()
        .sorted(Comparator.comparing(Snapshot::time).reversed())
        .limit(MOST_BACKUPS)
        .forEach(one ->
            past(
                new Past(
                    "backup",
                    store.name()
                        + ":"
                        + (one.group().namespace().isEmpty() ? "" : one.group().namespace() + ":")
                        + one.group(),
                    one.owner(),
                    Duration.ofSeconds(30 + one.size() / (1L << 30)),
                    BackupTask.OK,
                    List.of(
                        "starting new backup on datastore '"
                            + store.name()
                            + "': \""
                            + one.name()
                            + "\"",
                        "created new fixed index 1 (\""
                            + one.name()
                            + "/"
                            + one.fileNames().getFirst()
                            + "\")",
                        "successfully closed fixed index 1",
                        "add blob \"/mnt/datastore/"
                            + store.name()
                            + "/"
                            + one.name()
                            + "/index.json.blob\"",
                        "successfully finished backup",
                        "backup finished successfully")),
                one.time()));
  }

  /** Records them. */
  private Stream<BackupTask> verifications(Datastore store) {
    Map<String, List<Snapshot>> byUpid = new LinkedHashMap<>();
    for (Snapshot one : store.shelf().all()) {
      Verification last = one.facts().verification();
      if (last != null) {
        byUpid.computeIfAbsent(last.upid(), _ -> new ArrayList<>()).add(one);
      }
    }
    return byUpid.entrySet().stream()
        .flatMap(entry ->
            BackupUpid.parse(entry.getKey()).stream()
                .map(upid -> verification(store, upid, entry.getValue())));
  }

  private BackupTask verification(Datastore store, BackupUpid upid, List<Snapshot> snapshots) {
    List<String> log = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    log.add("Starting datastore verify job '" + store.name() + ":v-main'");
    log.add("verify datastore " + store.name());
    for (Snapshot one : snapshots) {
      Verification last = one.facts().verification();
      log.add("verify " + store.name() + ":" + one.name());
      if (last != null && last.failed()) {
        log.add(
            "  can't verify chunk, load failed - store '"
                + store.name()
                + "', unable to load chunk 'a5c3b1e09d7f4c2286ab5541c0e7d93f' - No such file or"
                + " directory (os error 2)");
        failed.add(one.name());
      } else {
        log.add("  verified " + (one.size() >> 20) + " MiB (0 errors)");
      }
    }
    if (!failed.isEmpty()) {
      log.add("Failed to verify the following snapshots/groups:");
      failed.forEach(name -> log.add("\t" + name));
    }
    String status =
        failed.isEmpty() ? BackupTask.OK : "verification failed - please check the log for details";
    return state.tasks().archive(upid, Duration.ofSeconds(10L * snapshots.size()), status, log);
  }

  /** Those of which the cluster's own log says that this server had no space. */
  private void failedBackups(Datastore store) {
    for (Task task : world.tasks().all()) {
      boolean ofUs =
          task.upid().type().equals("vzdump")
              && task.log().stream().anyMatch(line -> line.contains(NO_SPACE));
      if (!ofUs) {
        continue;
      }
      String kind = task.log().stream().anyMatch(line -> line.contains("(lxc)")) ? "ct" : "vm";
      Instant start = task.upid().startedAt();
      past(
          new Past(
              "backup",
              store.name() + ":" + kind + "/" + task.upid().id(),
              "pve@pbs!backup",
              Duration.ofMinutes(6),
              "backup ended but finished flag is not set.",
              List.of(
                  "starting new backup on datastore '"
                      + store.name()
                      + "': \""
                      + kind
                      + "/"
                      + task.upid().id()
                      + "/"
                      + start
                      + "\"",
                  "POST /fixed_chunk: 400 Bad Request: inserting chunk on store '"
                      + store.name()
                      + "' failed - writing of chunk failed: "
                      + NO_SPACE,
                  "backup failed: connection error",
                  "removing failed backup")),
          start);
    }
  }

  private void prune(Datastore store, Duration ago) {
    BackupTask task =
        past(
            new Past(
                "prunejob",
                store.name() + ":p-main",
                ROOT,
                Duration.ofSeconds(2),
                BackupTask.OK,
                List.of(
                    "prune job 'p-main'",
                    "Starting datastore prune on datastore '" + store.name() + "'",
                    "retention options: --keep-daily 7 --keep-weekly 4")),
            now.minus(ago));
    state.ran("prune", "p-main", task);
  }

  private void collection(Datastore store, Duration ago) {
    BackupTask task =
        past(
            new Past(
                GarbageCollections.TYPE,
                store.name(),
                ROOT,
                Duration.ofMinutes(3),
                BackupTask.OK,
                List.of(
                    "starting garbage collection on store " + store.name(),
                    "Start GC phase1 (mark used chunks)",
                    "Start GC phase2 (sweep unused chunks)",
                    "processed 100% of chunks")),
            now.minus(ago));
    store.collected(task.upid().toString());
  }

  private void sync(Datastore store) {
    BackupTask task =
        past(
            new Past(
                "syncjob",
                "offsite:fileserver:" + store.name() + ":fileserver:s-offsite",
                ROOT,
                Duration.ofMinutes(4),
                BackupTask.OK,
                List.of(
                    "Starting datastore sync job 's-offsite'",
                    "Summary: sync job found no new data to pull",
                    "sync job 's-offsite' end")),
            now.minus(Duration.ofDays(3)));
    state.ran("sync", "s-offsite", task);
  }
}
