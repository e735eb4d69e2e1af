package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Timeline;
import java.time.Duration;

/** Takes guests down, by force or as fast as their temper is, and up again for a reboot. */
final class StopWork {
  private final Timeline timeline;

  StopWork(Timeline timeline) {
    this.timeline = timeline;
  }

  /** Takes the guest's power away. */
  void stop(Task task, Guest guest) {
    task.after(PowerTimes.STOP, () -> stopped(task, guest));
  }

  /** Asks the guest to shut down; {@code tooLate} is what happens if it has not by the limit. */
  void shutDown(Task task, Guest guest, Duration limit, Runnable tooLate) {
    askDown(task, guest, limit, () -> stopped(task, guest), tooLate);
  }

  /** Asks the guest to shut down, and starts it again. */
  void reboot(Task task, Guest guest, Duration limit, Runnable tooLate) {
    askDown(task, guest, limit, () -> restart(task, guest), tooLate);
  }

  private static void askDown(
      Task task, Guest guest, Duration limit, Runnable down, Runnable tooLate) {
    Duration needed = guest.temper().shutdown();
    if (needed.compareTo(limit) <= 0) {
      task.after(needed, down);
    } else {
      task.after(limit, tooLate);
    }
  }

  /** Ends the task well with the guest stopped. */
  void stopped(Task task, Guest guest) {
    guest.stop();
    task.succeed();
  }

  private void restart(Task task, Guest guest) {
    guest.stop();
    task.after(
        PowerTimes.RESTART,
        () -> {
          guest.start(timeline.now());
          task.succeed();
        });
  }
}
