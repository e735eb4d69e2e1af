package dev.proxmoxmcp.simulator.task;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Caller;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** {@code /cluster/tasks} and {@code /nodes/{node}/tasks}. */
public final class TaskRoutes {
  private static final int SHARED_PER_NODE = 25;
  private static final int USUAL_LIMIT = 50;

  private final Tasks tasks;
  private final List<String> nodes;
  private final BiPredicate<String, String> online;

  /**
   * Routes to these tasks of these nodes.
   *
   * @param online whether the first node sees the second, which tells of its tasks then
   */
  public TaskRoutes(Tasks tasks, List<String> nodes, BiPredicate<String, String> online) {
    this.tasks = tasks;
    this.nodes = List.copyOf(nodes);
    this.online = online;
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.get("/cluster/tasks").answers(this::ofCluster),
        Route.get("/nodes/{node}/tasks").takes(TaskFilter.PARAMETERS).answers(this::ofNode),
        Route.get("/nodes/{node}/tasks/{upid}").lists("name", "log", "status"),
        Route.delete("/nodes/{node}/tasks/{upid}").answers(this::interrupt),
        Route.get("/nodes/{node}/tasks/{upid}/status").answers(this::status),
        Route.get("/nodes/{node}/tasks/{upid}/log")
            .takes(
                Parameter.flag("download"),
                Parameter.integer("limit", 0),
                Parameter.integer("start", 0))
            .answers(this::log));
  }

  private Answer ofCluster(Call call) {
    boolean all = call.caller().may("/", "Sys.Audit");
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String node : nodes) {
      if (!online.test(call.asked(), node)) {
        continue;
      }
      tasks
          .of(node)
          .filter(task -> all || owns(call.caller(), task.upid()))
          .limit(SHARED_PER_NODE)
          .map(TaskRows::ofCluster)
          .forEach(rows::add);
    }
    return Answer.of(rows);
  }

  private Answer ofNode(Call call) {
    boolean all = call.caller().may("/nodes/" + call.node(), "Sys.Audit");
    TaskFilter filter = TaskFilter.of(call);
    List<Task> found =
        tasks
            .of(call.node())
            .filter(task -> all || owns(call.caller(), task.upid()))
            .filter(filter::accepts)
            .toList();
    List<Map<String, Object>> page =
        found.stream()
            .skip(call.number("start", 0))
            .limit(limit(call))
            .map(TaskRows::listed)
            .toList();
    return new Answer.Page(page, found.size(), false);
  }

  /** 0 means all. */
  private static long limit(Call call) {
    long limit = call.number("limit", USUAL_LIMIT);
    return limit == 0 ? Long.MAX_VALUE : limit;
  }

  private static boolean owns(Caller caller, Upid upid) {
    return upid.owner().equals(caller.tokenId());
  }

  private Answer status(Call call) {
    Upid upid = upid(call);
    requireOwnerOr(call, upid, "Sys.Audit");
    return Answer.of(
        TaskRows.status(
            tasks
                .find(call.node(), upid)
                .orElseThrow(() -> Refusal.BadParameters.about("upid", "no such task"))));
  }

  private Answer log(Call call) {
    Upid upid = upid(call);
    requireOwnerOr(call, upid, "Sys.Audit");
    List<String> lines = lines(tasks.find(call.node(), upid));
    if (call.flag("download")) {
      return new Answer.TextFile(String.join("\n", lines) + "\n");
    }
    long start = call.number("start", 0);
    long limit = limit(call);
    List<Map<String, Object>> page = new ArrayList<>();
    for (long index = start; index < lines.size() && page.size() < limit; index++) {
      page.add(Map.of("n", index + 1, "t", lines.get((int) index)));
    }
    return new Answer.Page(page, lines.size(), true);
  }

  /** The log's lines, or the one line with which Proxmox says that there are none. */
  private static List<String> lines(Optional<Task> task) {
    if (task.isEmpty()) {
      return List.of("unable to open file - No such file or directory");
    }
    List<String> lines = task.get().log();
    return lines.isEmpty() ? List.of("no content") : lines;
  }

  private Answer interrupt(Call call) {
    Upid upid = upid(call);
    requireOwnerOr(call, upid, "Sys.Modify");
    tasks.find(call.node(), upid).ifPresent(Task::interrupt);
    return Answer.of(null);
  }

  private static Upid upid(Call call) {
    return Upid.parse(call.required("upid"))
        .orElseThrow(() -> Refusal.BadParameters.about("upid", "unable to parse worker upid"));
  }

  private static void requireOwnerOr(Call call, Upid upid, String privilege) {
    if (!owns(call.caller(), upid)) {
      call.require("/nodes/" + call.node(), privilege);
    }
  }
}
