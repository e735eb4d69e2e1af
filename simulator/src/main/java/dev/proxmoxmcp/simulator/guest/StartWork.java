package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.guest.Temper.Start;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Timeline;
import java.time.Duration;

/** Starts a guest, or fails to, as its temper is. */
final class StartWork {
  /** The lock of a guest whose memory is on a disk, until it runs again. */
  static final String HIBERNATED = "suspended";

  private final Timeline timeline;
  private final Duration usual;

  StartWork(Timeline timeline, Duration usual) {
    this.timeline = timeline;
    this.usual = usual;
  }

  void begin(Task task, Guest guest) {
    switch (guest.temper().start()) {
      case Start.Well() -> task.after(usual, () -> started(guest, task::succeed));
      case Start.WithWarnings(var log, int warnings) ->
          task.after(
              usual,
              () -> {
                log.forEach(task::say);
                started(guest, () -> task.warn(warnings));
              });
      case Start.Never(var log, String error) ->
          task.after(
              PowerTimes.FAILED_START,
              () -> {
                log.forEach(task::say);
                task.fail(error);
              });
    }
  }

  private void started(Guest guest, Runnable end) {
    guest.lock().filter(HIBERNATED::equals).ifPresent(_ -> guest.unlock());
    guest.start(timeline.now());
    end.run();
  }
}
