package dev.proxmoxmcp.tools.tasks;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.NotFound;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.TaskLog;
import dev.proxmoxmcp.client.task.TaskState;
import dev.proxmoxmcp.client.task.Tasks;
import dev.proxmoxmcp.client.task.Upid;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.task.DecisiveLines;
import dev.proxmoxmcp.tools.task.TaskWords;
import dev.proxmoxmcp.tools.text.TextClasses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code task_get}: how far a task is, how it ended and why. */
public final class TaskGetTool implements ProxmoxTool<TaskGetTool.Args> {
  private static final int LAST = 5;
  private static final int PAGE = 100;

  /**
   * What to show.
   *
   * @param upid of the task
   * @param waitSeconds how long to wait for its end, 0 to 50
   * @param cursor how many lines of its log to leave out; null for the decisive lines alone
   * @param format how much to say
   */
  public record Args(
      @Argument(required = true) String upid,
      @Argument(name = "wait", value = "seconds", byDefault = "0", min = 0, max = 50)
          int waitSeconds,
      @Argument(value = "line of the log to begin at", min = 0) @Nullable Integer cursor,
      @Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "task_get";
  }

  @Override
  public String title() {
    return "Show a task";
  }

  @Override
  public String description() {
    return "State and outcome of a task with the decisive lines of its log; detailed or cursor"
        + " shows the log.";
  }

  @Override
  public ToolAnnotations effect() {
    return Effects.READ;
  }

  @Override
  public boolean onBackupServers() {
    return true;
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) {
    Upid upid = parsed(args.upid());
    try {
      return told(args, upid, context);
    } catch (NotFound gone) {
      return ToolReply.problem(
          Outcome.FAILED, gone.getMessage() + " task_list shows those that there are.");
    }
  }

  private static ToolReply told(Args args, Upid upid, CallContext context) {
    BoundCluster cluster = context.cluster();
    TaskInfo task =
        withEnd(
            cluster.tasks(),
            args.waitSeconds() == 0
                ? cluster.tasks().status(upid)
                : awaited(upid, Duration.ofSeconds(args.waitSeconds()), context));
    TaskDetails.Shown log = log(args, cluster, task);
    context.shows(TextClasses.ofLog(log.lines()));
    TaskDetails details = new TaskDetails(task, log, context.now());
    return switch (args.format()) {
      case CONCISE, DETAILED -> ToolReply.done(details.text());
      case JSON -> ToolReply.json(details.json());
    };
  }

  /** How it ended is known without the time, so if that cannot be read it is not told. */
  private static TaskInfo withEnd(Tasks tasks, TaskInfo task) {
    try {
      return tasks.withEnd(task);
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException _) {
      return task;
    }
  }

  private static Upid parsed(String text) {
    try {
      return Upid.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw new ArgumentProblem(malformed.getMessage() + "; task_list shows those that there are.");
    }
  }

  private static TaskInfo awaited(Upid upid, Duration limit, CallContext context) {
    Instant begun = context.now();
    return context
        .cluster()
        .tasks()
        .await(
            upid,
            limit,
            task -> {
              context.progress(
                  (double) Duration.between(begun, context.now()).toSeconds(),
                  (double) limit.toSeconds(),
                  upid.type() + " " + TaskWords.outcome(task, context.now()));
              return true;
            });
  }

  /** A page of the log, or the lines that matter. */
  private static TaskDetails.Shown log(Args args, BoundCluster cluster, TaskInfo task) {
    if (args.cursor() != null || args.format() != Format.CONCISE) {
      int from = args.cursor() == null ? 0 : args.cursor();
      TaskLog page = cluster.tasks().log(task.upid(), from, PAGE);
      return new TaskDetails.Shown("log", page.texts(), from, page.total());
    }
    if (task.state() instanceof TaskState.Failed || task.state() instanceof TaskState.Warned) {
      List<String> lines = DecisiveLines.of(cluster.tasks(), task);
      return new TaskDetails.Shown("from its log", lines, 0, 0);
    }
    TaskLog tail = cluster.tasks().logTail(task.upid(), LAST);
    return new TaskDetails.Shown("the end of its log", tail.texts(), 0, 0);
  }
}
