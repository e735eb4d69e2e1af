package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.simulator.task.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task with its log, each line of which begins with the time. Guarded by the timeline's turn. */
final class BackupTask {
  static final String OK = "OK";
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

  private final BackupUpid upid;
  private final Timeline timeline;
  private final List<String> log = new ArrayList<>();
  private @Nullable String exitStatus;
  private @Nullable Instant endedAt;
  private int warnings;

  BackupTask(BackupUpid upid, Timeline timeline) {
    this.upid = upid;
    this.timeline = timeline;
  }

  BackupUpid upid() {
    return upid;
  }

  List<String> log() {
    return List.copyOf(log);
  }

  boolean running() {
    return exitStatus == null;
  }

  /** {@code OK}, {@code WARNINGS: n} or an error's text; empty while it runs. */
  Optional<String> exitStatus() {
    return Optional.ofNullable(exitStatus);
  }

  Optional<Instant> endedAt() {
    return Optional.ofNullable(endedAt);
  }

  void say(String line) {
    log.add(MOMENT.format(timeline.now()) + ": " + line);
  }

  void warn(String line) {
    warnings++;
    say("WARN: " + line);
  }

  /** Does {@code action} after a while, unless the task has ended by then. */
  void after(Duration delay, Runnable action) {
    timeline.at(
        timeline.now().plus(delay),
        () -> {
          if (running()) {
            action.run();
          }
        });
  }

  void succeed() {
    if (warnings > 0) {
      end("WARNINGS: " + warnings, "TASK WARNINGS: " + warnings);
    } else {
      end(OK, "TASK OK");
    }
  }

  void fail(String error) {
    end(error, "TASK ERROR: " + error);
  }

  /** Ends because somebody stopped it; nothing happens if it has ended. */
  void abort() {
    if (running()) {
      fail("abort requested - aborting task");
    }
  }

  private void end(String status, String lastLine) {
    say(lastLine);
    exitStatus = status;
    endedAt = timeline.now();
  }

  /** Makes it a task of the past. */
  void archive(Instant end, String status, List<String> lines) {
    lines.forEach(line -> log.add(MOMENT.format(upid.startedAt()) + ": " + line));
    String last = status.equals(OK) ? "TASK OK" : "TASK ERROR: " + status;
    log.add(MOMENT.format(end) + ": " + last);
    exitStatus = status;
    endedAt = end;
  }
}
