package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.simulator.task.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The tasks, running and of the past. Mutable; guarded by the timeline's turn. */
final class BackupTasks {
  private static final int MOST = 5_000;
  private static final long FIRST_PID = 740;
  private static final long BOOT_TICKS = 0xA1B2;

  private final String node;
  private final Timeline timeline;
  private final Map<String, BackupTask> byUpid = new LinkedHashMap<>();
  private long count;

  BackupTasks(String node, Timeline timeline) {
    this.node = node;
    this.timeline = timeline;
  }

  /** Starts a task, which does {@code work} at once, in the part that needs no time. */
  BackupTask start(String type, String id, AuthId owner, Consumer<BackupTask> work) {
    BackupTask task = add(next(type, id, timeline.now(), owner.toString()));
    work.accept(task);
    return task;
  }

  private BackupUpid next(String type, String id, Instant start, String owner) {
    count++;
    return new BackupUpid(
        node,
        FIRST_PID,
        BOOT_TICKS,
        count,
        Instant.ofEpochSecond(start.getEpochSecond()),
        type,
        id,
        owner);
  }

  private BackupTask add(BackupUpid upid) {
    BackupTask task = new BackupTask(upid, timeline);
    byUpid.put(upid.toString(), task);
    if (byUpid.size() > MOST) {
      byUpid.values().stream()
          .filter(old -> !old.running())
          .findFirst()
          .ifPresent(old -> byUpid.remove(old.upid().toString()));
    }
    return task;
  }

  /** A task of the past with that name. */
  BackupTask archive(BackupUpid upid, Duration took, String status, List<String> log) {
    BackupTask task = add(upid);
    task.archive(upid.startedAt().plus(took), status, log);
    return task;
  }

  /**
   * A task of the past.
   *
   * @param when it began
   */
  BackupTask archive(Past past, Instant when) {
    BackupUpid upid = next(past.type(), past.id(), when, past.owner());
    return archive(upid, past.took(), past.status(), past.log());
  }

  /** What a task of the past was. */
  record Past(
      String type, String id, String owner, Duration took, String status, List<String> log) {
    Past {
      log = List.copyOf(log);
    }
  }

  Optional<BackupTask> find(String upid) {
    return Optional.ofNullable(byUpid.get(upid));
  }

  /** All, the latest start first. */
  List<BackupTask> all() {
    return byUpid.values().stream()
        .sorted(
            Comparator.comparing((BackupTask task) -> task.upid().startedAt())
                .thenComparingLong(task -> task.upid().count())
                .reversed())
        .toList();
  }
}
