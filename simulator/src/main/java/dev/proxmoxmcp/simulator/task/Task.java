package dev.proxmoxmcp.simulator.task;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task: a worker process with a log, which ends well, with warnings, or with an error. Mutable;
 * guarded by the timeline's turn.
 */
public final class Task {
  private static final String OK = "OK";
  private static final String INTERRUPTED = "received interrupt";

  private final Upid upid;
  private final Timeline timeline;
  private final List<String> log = new ArrayList<>();
  private final List<Runnable> whenEnded = new ArrayList<>();
  private Affliction affliction = new Affliction.None();
  private @Nullable String exitStatus;
  private @Nullable Instant endedAt;

  Task(Upid upid, Timeline timeline) {
    this.upid = upid;
    this.timeline = timeline;
  }

  /** Its name. */
  public Upid upid() {
    return upid;
  }

  /** The lines so far; an ended task's last one tells the result. */
  public List<String> log() {
    return List.copyOf(log);
  }

  /** {@code OK}, {@code WARNINGS: n} or an error's text; empty while it runs. */
  public Optional<String> exitStatus() {
    return Optional.ofNullable(exitStatus);
  }

  /** When it ended; empty while it runs. */
  public Optional<Instant> endedAt() {
    return Optional.ofNullable(endedAt);
  }

  /** Whether it still runs. */
  public boolean running() {
    return exitStatus == null;
  }

  /** Adds a line to the log. */
  public void say(String line) {
    log.add(line);
  }

  /** Does {@code action} after a while, unless the task has ended by then. */
  public void after(Duration while_, Runnable action) {
    timeline.at(
        timeline.now().plus(while_),
        () -> {
          if (running()) {
            goOn(action);
          }
        });
  }

  private void goOn(Runnable action) {
    switch (affliction) {
      case Affliction.None(), Affliction.Warns(_, _) -> action.run();
      case Affliction.Fails(String error, List<String> lines) -> failSaying(lines, error);
      case Affliction.NeverEnds() -> {}
    }
  }

  private void failSaying(List<String> lines, String error) {
    log.addAll(lines);
    fail(error);
  }

  /** Has this befall it; before its work. */
  void suffer(Affliction what) {
    affliction = what;
  }

  /** Does {@code action} when the task ends, however it ends. */
  public void whenEnded(Runnable action) {
    whenEnded.add(action);
  }

  /** Ends well. */
  public void succeed() {
    switch (affliction) {
      case Affliction.None() -> end(OK, "TASK OK");
      case Affliction.Warns(int warnings, List<String> lines) -> {
        log.addAll(lines);
        warn(warnings);
      }
      case Affliction.Fails(String error, List<String> lines) -> failSaying(lines, error);
      case Affliction.NeverEnds() -> {}
    }
  }

  /** Ends well, but with warnings, which the log has told. */
  public void warn(int warnings) {
    end("WARNINGS: " + warnings, "TASK WARNINGS: " + warnings);
  }

  /** Ends with an error. */
  public void fail(String error) {
    end(error, "TASK ERROR: " + error);
  }

  /** Ends because somebody stopped it; nothing happens if it has ended. */
  public void interrupt() {
    if (running()) {
      fail(INTERRUPTED);
    }
  }

  private void end(String status, String lastLine) {
    if (!running()) {
      throw new IllegalStateException(upid + " has ended");
    }
    log.add(lastLine);
    exitStatus = status;
    endedAt = timeline.now();
    whenEnded.forEach(Runnable::run);
  }

  /** Makes it a task of the past. */
  void archive(Instant end, String status, List<String> lines) {
    log.addAll(lines);
    exitStatus = status;
    endedAt = end;
    whenEnded.forEach(Runnable::run);
  }
}
