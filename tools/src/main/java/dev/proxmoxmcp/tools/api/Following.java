package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.TaskState;
import dev.proxmoxmcp.client.task.Tasks;
import dev.proxmoxmcp.client.task.Upid;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.change.Changed.Event;
import dev.proxmoxmcp.tools.task.DecisiveLines;
import dev.proxmoxmcp.tools.text.TextClasses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * Waits for the task that a call has started.
 *
 * @param context of the call
 * @param what is done, for progress
 * @param waitSeconds at most; whatever is not done then goes on
 */
record Following(CallContext context, String what, int waitSeconds) {
  /** What became of the task that {@code answer} names; empty if it names none. */
  Optional<Event> task(JsonNode answer) {
    String text = answer.isString() ? answer.asString() : "";
    if (!text.startsWith("UPID:")) {
      return Optional.empty();
    }
    try {
      return Optional.of(await(Upid.parse(text)));
    } catch (IllegalArgumentException odd) {
      return Optional.of(new Event.Unwatched("(unreadable)", String.valueOf(odd.getMessage())));
    }
  }

  private Event await(Upid upid) {
    Tasks tasks = context.cluster().tasks();
    Instant since = context.now();
    AtomicLong told = new AtomicLong(-1);
    try {
      TaskInfo task =
          tasks.await(
              upid,
              Duration.ofSeconds(waitSeconds),
              _ -> {
                long waited = Duration.between(since, context.now()).toSeconds();
                if (told.getAndSet(waited) != waited) {
                  context.progress(
                      (double) Math.min(waited, waitSeconds),
                      (double) waitSeconds,
                      what + ": " + waited + " s");
                }
                return true;
              });
      if (!task.state().ended()) {
        context.goesOn();
      }
      return new Event.Tasked(task, Duration.between(since, context.now()), lines(tasks, task));
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException failure) {
      context.goesOn();
      return new Event.Unwatched(upid.raw(), failure.getMessage());
    }
  }

  private List<String> lines(Tasks tasks, TaskInfo task) {
    return switch (task.state()) {
      case TaskState.Failed _, TaskState.Warned _ -> {
        List<String> lines = DecisiveLines.of(tasks, task);
        context.shows(TextClasses.ofLog(lines));
        yield lines;
      }
      case TaskState.Running _, TaskState.Ok _, TaskState.Unknown _ -> List.of();
    };
  }
}
