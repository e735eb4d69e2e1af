package dev.proxmoxmcp.tools.tasks;

import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.task.TaskFilter;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.Scope;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.guest.GuestNames;
import dev.proxmoxmcp.tools.list.Criteria;
import dev.proxmoxmcp.tools.list.Listing;
import dev.proxmoxmcp.tools.list.Moments;
import dev.proxmoxmcp.tools.list.Rows;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code task_list}: tasks of all nodes. */
public final class TaskListTool implements ProxmoxTool<TaskListTool.Args> {
  /** What a node answers at once at most, so far a list can be paged through. */
  private static final int DEEPEST = 1000;

  /**
   * What to list.
   *
   * @param guest vmid or name; null for all
   * @param node null for all
   * @param type of task, or a word for it; null for all
   * @param user part of the id of who started it; null for everybody
   * @param result how it went; null for any
   * @param since from when on it was started; null for ever
   * @param until when it was started at the latest; null for now
   * @param limit how many rows at most
   * @param cursor how many rows to leave out first; null to begin
   * @param format how much to say
   */
  public record Args(
      @Argument @Nullable String guest,
      @Argument @Nullable String node,
      @Argument("qmstart, vzdump, …") @Nullable String type,
      @Argument @Nullable String user,
      @Argument @Nullable Outcome result,
      @Argument("2h, 7d or ISO time") @Nullable String since,
      @Argument @Nullable String until,
      @Argument(byDefault = "30", min = 1, max = 500) int limit,
      @Argument(min = 0) @Nullable Integer cursor,
      @Argument(byDefault = "concise") Format format) {}

  /** How a task went. */
  enum Outcome {
    RUNNING,
    OK,
    WARNING,
    ERROR,
    UNKNOWN;

    TaskFilter.Source source() {
      return this == RUNNING ? TaskFilter.Source.ACTIVE : TaskFilter.Source.ARCHIVE;
    }

    List<TaskFilter.Result> results() {
      return switch (this) {
        case RUNNING -> List.of();
        case OK -> List.of(TaskFilter.Result.OK);
        case WARNING -> List.of(TaskFilter.Result.WARNING);
        case ERROR -> List.of(TaskFilter.Result.ERROR);
        case UNKNOWN -> List.of(TaskFilter.Result.UNKNOWN);
      };
    }
  }

  @Override
  public String name() {
    return "task_list";
  }

  @Override
  public String title() {
    return "List tasks";
  }

  @Override
  public String description() {
    return "Tasks of all nodes with result, running first, then newest.";
  }

  @Override
  public ToolAnnotations effect() {
    return Effects.READ;
  }

  @Override
  public Scope scope() {
    return Scope.EACH;
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
  public ToolReply call(Args args, CallContext context) throws InterruptedException {
    int from = args.cursor() == null ? 0 : args.cursor();
    if (from >= DEEPEST) {
      throw new ArgumentProblem(
          "A list of tasks is paged through up to row %d; go on with until=, the start of the last"
                  .formatted(DEEPEST)
              + " one that you saw.");
    }
    TaskFilter.Period period = period(args, context.now());
    TaskFilter.Kind kind =
        new TaskFilter.Kind(
            args.guest() == null ? null : guest(args.guest(), context),
            args.type() == null ? null : type(args.type(), args, context),
            args.user());
    Outcome result = args.result();
    TaskFilter filter =
        new TaskFilter(
            kind,
            result == null ? List.of() : result.results(),
            result == null ? TaskFilter.Source.ALL : result.source(),
            period,
            new TaskFilter.Slice(0, Math.min(DEEPEST, from + args.limit())));
    TaskSearch.Result found = new TaskSearch(args.node(), filter).run(context);
    List<String> notes = new ArrayList<>(found.notes());
    context.visibility().hiddenTasks().ifPresent(notes::add);
    if (found.total() == 0 && !context.ofBackupServer()) {
      whyNone(kind, context, notes);
    }
    return new Listing<>(
            "tasks",
            TaskColumns.ALL,
            criteria(args, kind, period).head(found.total(), "task"),
            notes,
            part(found, from, Math.min(args.limit(), DEEPEST - from)))
        .as(args.format());
  }

  /** A Backup Server knows the numbers of guests, and no names. */
  private static Vmid guest(String guest, CallContext context) {
    if (!context.ofBackupServer()) {
      return GuestNames.vmid(guest, context);
    }
    try {
      return Vmid.parse(guest);
    } catch (IllegalArgumentException _) {
      throw new ArgumentProblem(
          "A Backup Server knows guests by their vmid alone; got %s."
              .formatted(Foreign.name(guest)));
    }
  }

  private static String type(String type, Args args, CallContext context) {
    return context.ofBackupServer()
        ? TaskTypes.onBackupServer(type)
        : TaskTypes.meant(type, () -> kind(args, context));
  }

  private static TaskFilter.Period period(Args args, Instant now) {
    Instant since = Moments.parse("since", args.since(), now);
    Instant until = Moments.parse("until", args.until(), now);
    if (since != null && until != null && since.isAfter(until)) {
      throw new ArgumentProblem(
          "since (%s) is later than until (%s), so nothing can lie between; now it is %s."
              .formatted(since, until, now.truncatedTo(ChronoUnit.SECONDS)));
    }
    return new TaskFilter.Period(since, until);
  }

  private static Optional<GuestKind> kind(Args args, CallContext context) {
    return Optional.ofNullable(args.guest())
        .map(guest -> GuestNames.of(context).find(guest).ref().kind());
  }

  /** Tasks outlive their guests, so a vmid that no guest has is good, but may be a mistake. */
  private static void whyNone(TaskFilter.Kind kind, CallContext context, List<String> notes) {
    if (kind.vmid() != null) {
      GuestNames.of(context).missing(kind.vmid()).ifPresent(notes::add);
    }
    if (kind.type() != null) {
      TaskTypes.unknown(kind.type()).ifPresent(notes::add);
    }
  }

  private static Rows<TaskInfo> part(TaskSearch.Result found, int from, int limit) {
    int to = Math.min(from + limit, found.tasks().size());
    return new Rows<>(
        from < to ? found.tasks().subList(from, to) : List.of(),
        from,
        Math.toIntExact(found.total()));
  }

  private static Criteria criteria(Args args, TaskFilter.Kind kind, TaskFilter.Period period) {
    return new Criteria()
        .and("guest", kind.vmid() == null ? null : kind.vmid().value())
        .and("node", args.node())
        .and("type", kind.type())
        .and("user", kind.user())
        .and("result", args.result())
        .and("since", period.since())
        .and("until", period.until());
  }
}
