package dev.proxmoxmcp.tools.task;

import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.TaskState;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Duration;
import java.time.Instant;

/** How a task is told in a few words. */
public final class TaskWords {
  private static final int SAID_LENGTH = 160;

  private TaskWords() {}

  /** How and when: {@code failed 2h ago: "…"}, {@code running for 12s}. */
  public static String outcome(TaskInfo task, Instant now) {
    String ago = " " + Amounts.duration(Duration.between(ended(task), now)) + " ago";
    return switch (task.state()) {
      case TaskState.Running _ ->
          "running for " + Amounts.duration(Duration.between(task.upid().startedAt(), now));
      case TaskState.Ok _ -> "done" + ago;
      case TaskState.Warned(int warnings) ->
          "done with " + Amounts.count(warnings, "warning") + ago;
      case TaskState.Unknown _ -> "ended" + ago + ", and nobody knows how";
      case TaskState.Failed(String said) ->
          "failed" + ago + ": " + Foreign.quoted(said, SAID_LENGTH);
    };
  }

  /** When it ended; while it runs, and where that is not told, when it started. */
  public static Instant ended(TaskInfo task) {
    return task.endedAt() == null ? task.upid().startedAt() : task.endedAt();
  }

  /** Its type as Proxmox names it: {@code qmstart}. */
  public static String type(TaskInfo task) {
    return Foreign.word(task.upid().type());
  }
}
