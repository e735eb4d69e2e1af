package dev.proxmoxmcp.tools.datastore;

import dev.proxmoxmcp.client.Usage;
import dev.proxmoxmcp.client.datastore.BackupSnapshot;
import dev.proxmoxmcp.client.datastore.DatastoreUsage;
import dev.proxmoxmcp.client.datastore.JobRun;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.TaskState;
import dev.proxmoxmcp.tools.task.TaskWords;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a person should look at on a Backup Server: a line for each cause, the worst first. */
record ServerAttention(ServerOverview overview) {
  private static final Duration COLLECTION_IS_OLD = Duration.ofDays(7);
  private static final int MOST_NAMED = 5;
  private static final int SAID_LENGTH = 160;

  /** Empty if there is nothing. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    overview.datastores().forEach(state -> unreadable(lines, state));
    overview.datastores().forEach(state -> broken(lines, state));
    overview.datastores().forEach(state -> full(lines, state));
    failures(lines);
    overview.jobs().forEach(job -> job(lines, job));
    overview.datastores().forEach(state -> collection(lines, state));
    return lines;
  }

  private static void unreadable(List<String> lines, DatastoreState state) {
    DatastoreUsage usage = state.usage();
    if (usage != null && !usage.error().isEmpty()) {
      lines.add(
          "datastore %s cannot be read: %s"
              .formatted(state.name(), Foreign.quoted(usage.error(), SAID_LENGTH)));
    }
    if (!state.entry().maintenance().isEmpty()) {
      lines.add(
          "datastore %s is in maintenance: %s"
              .formatted(state.name(), Foreign.quoted(state.entry().maintenance(), SAID_LENGTH)));
    }
  }

  private static void broken(List<String> lines, DatastoreState state) {
    List<BackupSnapshot> snapshots = state.snapshots();
    List<BackupSnapshot> broken =
        snapshots == null ? List.of() : snapshots.stream().filter(BackupSnapshot::broken).toList();
    if (!broken.isEmpty()) {
      lines.add(
          "%s in datastore %s failed the verification and cannot be relied on: %s%s"
              .formatted(
                  Amounts.count(broken.size(), "backup"),
                  state.name(),
                  broken.stream()
                      .limit(MOST_NAMED)
                      .map(one -> Foreign.word(one.key().toString()))
                      .collect(Collectors.joining(", ")),
                  broken.size() > MOST_NAMED ? ", …; backup_list shows all" : ""));
    }
  }

  private static void full(List<String> lines, DatastoreState state) {
    Usage usage = DatastoreColumns.usage(state);
    if (usage != null && Amounts.nearlyFull(usage)) {
      lines.add(
          "datastore %s is nearly full: %s"
              .formatted(state.name(), Amounts.share(usage.used().bytes(), usage.total().bytes())));
    }
  }

  /** Tasks that failed alike are one line: most often they have one cause. */
  private void failures(List<String> lines) {
    Map<List<String>, List<TaskInfo>> alike = new LinkedHashMap<>();
    for (TaskInfo task : overview.tasks()) {
      if (task.state() instanceof TaskState.Failed(String said)) {
        alike.computeIfAbsent(List.of(task.upid().type(), said), _ -> new ArrayList<>()).add(task);
      }
    }
    alike
        .values()
        .forEach(tasks -> {
          TaskInfo newest = tasks.getFirst();
          lines.add(
              tasks.size() == 1
                  ? "task %s; task_get upid=%s tells why"
                      .formatted(overview.told(newest), newest.upid().raw())
                  : "%s failed %d times, %s ago the last time: %s (%s); task_get upid=%s tells why"
                      .formatted(
                          TaskWords.type(newest),
                          tasks.size(),
                          Amounts.duration(
                              Duration.between(TaskWords.ended(newest), overview.now())),
                          newest.state() instanceof TaskState.Failed(String said)
                              ? Foreign.quoted(said, SAID_LENGTH)
                              : "",
                          tasks.stream()
                              .map(task -> Foreign.word(task.upid().readableObject()))
                              .distinct()
                              .limit(MOST_NAMED)
                              .collect(Collectors.joining(", ")),
                          newest.upid().raw()));
        });
  }

  /** A run whose task is of the last day was told above. */
  private void job(List<String> lines, JobRun job) {
    JobRun.Last last = job.last();
    if (last == null || last.well()) {
      return;
    }
    boolean told =
        overview.tasks().stream().anyMatch(task -> task.upid().raw().equals(last.upid()));
    if (!told) {
      lines.add(
          "%s %s of datastore %s: %s"
              .formatted(
                  job.kind().title(),
                  Foreign.word(job.id()),
                  job.datastore(),
                  DatastoreColumns.said(job, overview.now())));
    }
  }

  private void collection(List<String> lines, DatastoreState state) {
    JobRun job = state.collection();
    if (job == null) {
      return;
    }
    JobRun.Last last = job.last();
    Instant ended = last == null ? null : last.endedAt();
    if (last == null) {
      lines.add(
          "datastore %s: garbage collection never ran%s, so removed backups still take space"
              .formatted(state.name(), job.schedule().isEmpty() ? " and has no schedule" : ""));
    } else if (ended != null
        && Duration.between(ended, overview.now()).compareTo(COLLECTION_IS_OLD) > 0) {
      lines.add(
          "datastore %s: the last garbage collection was %s ago"
              .formatted(state.name(), Amounts.age(Duration.between(ended, overview.now()))));
    }
  }
}
