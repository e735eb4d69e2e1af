package dev.proxmoxmcp.client.task;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.NodeUnreachable;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.TaskFailed;
import dev.proxmoxmcp.client.TimedOut;
import dev.proxmoxmcp.client.Unreachable;
import dev.proxmoxmcp.client.http.Answer;
import dev.proxmoxmcp.client.http.Call;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tasks: what Proxmox does in the background. Without Sys.Audit on a node, a token sees its own
 * ones only. Methods throw a {@link dev.proxmoxmcp.client.ProxmoxException}. Thread-safe.
 */
public final class Tasks {
  private static final Logger LOG = System.getLogger(Tasks.class.getName());

  private static final Endpoint OF_CLUSTER = Endpoint.read("/cluster/tasks");
  private static final Endpoint OF_NODE = Endpoint.read("/nodes/{node}/tasks");
  private static final Endpoint STATUS = Endpoint.read("/nodes/{node}/tasks/{upid}/status");
  private static final Endpoint LINES = Endpoint.read("/nodes/{node}/tasks/{upid}/log");

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** In less than that, a host that is well may not answer. */
  private static final Duration SHORTEST_LOOK = Duration.ofSeconds(1);

  private static final int LINES_OF_A_FAILURE = 10;

  /** More tasks of one type than that are not started by one node in the same second. */
  private static final int STARTED_TOGETHER = 200;

  private final Session session;
  private final InstantSource clock;
  private final Pause pause;

  /** For {@link dev.proxmoxmcp.client.BoundCluster}. */
  public Tasks(Session session, InstantSource clock, Pause pause) {
    this.session = session;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * {@code GET /cluster/tasks}: recent tasks of all nodes, in Proxmox's own order and number (up to
   * 25 of each node).
   */
  public List<TaskInfo> list() {
    return session.send(OF_CLUSTER.call("list the tasks of the cluster")).list(Tasks::listed);
  }

  /** {@code GET /nodes/{node}/tasks}: tasks of one node, newest first. */
  public TaskPage list(NodeName node, TaskFilter filter) {
    if (!session.ofCluster()) {
      return new BackupServerTasks(session).list(filter);
    }
    Call call =
        OF_NODE
            .call("list the tasks of node " + node, node)
            .with("start", filter.slice().start())
            .with("limit", filter.slice().limit())
            .with("source", filter.source().parameter());
    if (filter.kind().vmid() != null) {
      call.with("vmid", filter.kind().vmid().toString());
    }
    if (filter.kind().type() != null) {
      call.with("typefilter", filter.kind().type());
    }
    if (filter.kind().user() != null) {
      call.with("userfilter", filter.kind().user());
    }
    if (!filter.results().isEmpty()) {
      // not errors=1: that has tasks which only warned among them
      call.with(
          "statusfilter",
          filter.results().stream()
              .map(TaskFilter.Result::parameter)
              .collect(Collectors.joining(",")));
    }
    if (filter.period().since() != null) {
      call.with("since", filter.period().since().getEpochSecond());
    }
    if (filter.period().until() != null) {
      call.with("until", filter.period().until().getEpochSecond());
    }
    Answer answer = session.send(call);
    List<TaskInfo> tasks = answer.list(Tasks::listed);
    return new TaskPage(tasks, answer.total().orElse(tasks.size()));
  }

  /** {@code GET /nodes/{node}/tasks/{upid}/status}. */
  public TaskInfo status(Upid upid) {
    return seen(upid, session.send(statusCall(upid)));
  }

  private Call statusCall(Upid upid) {
    return STATUS.call("read the status of task " + upid, node(upid), upid);
  }

  /** A Backup Server has one node, which it calls so in paths. */
  private NodeName node(Upid upid) {
    return session.ofCluster() ? upid.node() : NodeName.BACKUP_SERVER;
  }

  private static TaskInfo seen(Upid upid, Answer answer) {
    Fields status = answer.object();
    TaskState state =
        "running".equals(status.text("status"))
            ? new TaskState.Running()
            : ended(status.text("exitstatus"));
    return new TaskInfo(upid, state, null);
  }

  /**
   * {@code GET /nodes/{node}/tasks}: the task with its end, which its status does not tell.
   *
   * @return {@code task} as it was if it still runs, or its node has forgotten it
   */
  public TaskInfo withEnd(TaskInfo task) {
    if (!task.state().ended() || task.endedAt() != null) {
      return task;
    }
    Upid upid = task.upid();
    TaskFilter itself =
        new TaskFilter(
            new TaskFilter.Kind(null, upid.type(), null),
            List.of(),
            TaskFilter.Source.ALL,
            new TaskFilter.Period(upid.startedAt(), upid.startedAt()),
            new TaskFilter.Slice(0, STARTED_TOGETHER));
    return list(upid.node(), itself).tasks().stream()
        .filter(listed -> listed.upid().equals(upid) && listed.endedAt() != null)
        .findFirst()
        .orElse(task);
  }

  /**
   * {@code GET /nodes/{node}/tasks/{upid}/log}: {@code limit} lines after the first {@code start}.
   * Beyond the end there are none, and the total is told all the same.
   *
   * @param limit at least 1
   */
  public TaskLog log(Upid upid, long start, int limit) {
    if (start < 0 || limit < 1) {
      throw new IllegalArgumentException(
          "start is at least 0 and limit at least 1, were " + start + " and " + limit);
    }
    Answer answer =
        session.send(
            LINES
                .call("read the log of task " + upid, node(upid), upid)
                // A Backup Server is told the number of the first line, and counts from 1.
                .with("start", session.ofCluster() ? start : start + 1)
                .with("limit", limit));
    List<TaskLog.Line> lines = answer.list(Tasks::line);
    return new TaskLog(lines, answer.total().orElse(start + lines.size()));
  }

  /** The last {@code count} lines of a log: one request if it is that short, else two. */
  public TaskLog logTail(Upid upid, int count) {
    TaskLog head = log(upid, 0, count);
    return head.total() <= Math.max(head.lines().size(), count)
        ? head
        : log(upid, head.total() - count, count);
  }

  /**
   * Waits until a task ends, looking at it after 0.25 s, then more and more seldom down to every 2
   * s.
   *
   * <p>A look that fails because host or node do not answer is passed over: the next one may
   * succeed. Only the first must succeed, since there is nothing to return before.
   *
   * @param limit how long to wait at most. The time that a look takes counts, and a look is given
   *     the time that is left, or a second if that is less: by so much can the limit be passed
   * @param watch told after every look what was last seen; can end the waiting
   * @return the task as it was last seen: {@link TaskState.Running} if the limit passed or the
   *     watch ended the waiting. Neither stops the task
   * @throws Interrupted if the calling thread is interrupted; the task goes on
   * @throws dev.proxmoxmcp.client.ProxmoxException if the first look fails, or a later one in
   *     another way than above
   */
  public TaskInfo await(Upid upid, Duration limit, TaskWatch watch) {
    Instant deadline = clock.instant().plus(limit);
    Duration next = FIRST_PAUSE;
    TaskInfo task = look(upid, deadline);
    while (watch.seen(task) && !task.state().ended()) {
      Duration left = Duration.between(clock.instant(), deadline);
      if (!left.isPositive()) {
        return task;
      }
      pause(upid, shorter(next, left));
      next = shorter(next.multipliedBy(2), LONGEST_PAUSE);
      task = lookAgain(task, deadline);
    }
    return task;
  }

  private TaskInfo look(Upid upid, Instant deadline) {
    Duration left = Duration.between(clock.instant(), deadline);
    return seen(upid, session.send(statusCall(upid), longer(left, SHORTEST_LOOK)));
  }

  /** The task as it is now, or as it was before if nobody answers. */
  private TaskInfo lookAgain(TaskInfo before, Instant deadline) {
    try {
      return look(before.upid(), deadline);
    } catch (TimedOut | NodeUnreachable unseen) {
      return passedOver(before, unseen);
    } catch (Unreachable unseen) {
      if (unseen.reason() == Unreachable.Reason.CLOSED_HERE) {
        throw unseen;
      }
      return passedOver(before, unseen);
    }
  }

  private static TaskInfo passedOver(TaskInfo before, ProxmoxException unseen) {
    LOG.log(Level.DEBUG, () -> "Looked in vain, and goes on waiting. " + unseen.getMessage());
    return before;
  }

  /**
   * Waits for a good end.
   *
   * @return the task, {@link TaskState.Ok}, {@link TaskState.Warned} or {@link TaskState.Unknown}
   * @throws TaskFailed if it failed: with the last lines of its log, or without any if that cannot
   *     be read, which is then among the suppressed
   * @throws TimedOut if it still runs when the limit has passed
   */
  public TaskInfo complete(Upid upid, Duration limit) {
    TaskInfo task = await(upid, limit, TaskWatch.silent());
    return switch (task.state()) {
      case TaskState.Ok _, TaskState.Warned _, TaskState.Unknown _ -> task;
      case TaskState.Running _ -> throw TimedOut.taskStillRuns(upid.raw(), limit);
      case TaskState.Failed(String said) -> throw failed(upid, said);
    };
  }

  /** That the task failed is known, whatever becomes of its log. */
  private TaskFailed failed(Upid upid, String said) {
    try {
      List<String> lines = logTail(upid, LINES_OF_A_FAILURE).texts();
      return new TaskFailed(session.cluster(), upid.raw(), said, lines);
    } catch (Interrupted interrupted) {
      throw interrupted;
    } catch (ProxmoxException unread) {
      TaskFailed failed = new TaskFailed(session.cluster(), upid.raw(), said, List.of());
      failed.addSuppressed(unread);
      return failed;
    }
  }

  private void pause(Upid upid, Duration length) {
    try {
      pause.sleep(length);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Interrupted("task " + upid, Delivery.ANSWERED, interrupted);
    }
  }

  /**
   * In lists a running task has no end, and no status or {@code RUNNING}; an ended one has its exit
   * status as status.
   */
  static TaskInfo listed(Fields entry) {
    Upid upid = entry.required("upid", Upid::parse);
    Instant endedAt = entry.instant("endtime");
    return endedAt == null
        ? new TaskInfo(upid, new TaskState.Running(), null)
        : new TaskInfo(upid, ended(entry.text("status")), endedAt);
  }

  private static TaskLog.Line line(Fields entry) {
    return new TaskLog.Line(entry.number("n").orElse(0), entry.textOrEmpty("t"));
  }

  private static TaskState ended(@Nullable String exitStatus) {
    return exitStatus == null ? new TaskState.Unknown() : ExitStatus.parse(exitStatus);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
