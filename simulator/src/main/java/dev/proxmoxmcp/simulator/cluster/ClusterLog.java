package dev.proxmoxmcp.simulator.cluster;

import dev.proxmoxmcp.simulator.access.Accounts;
import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.node.Nodes;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Tasks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the nodes tell each other: logins, and tasks that ended. */
public final class ClusterLog {
  private static final int USUAL = 50;
  private static final int DAEMON_PID = 7556;

  private final Accounts accounts;
  private final Tasks tasks;
  private final String first;

  /** The log of these. */
  public ClusterLog(Accounts accounts, Tasks tasks, Nodes nodes) {
    this.accounts = accounts;
    this.tasks = tasks;
    this.first = nodes.local().name();
  }

  private record Line(Instant at, String node, String user, int pid, String text) {}

  /** The table. */
  public List<Route> routes() {
    return List.of(Route.get("/cluster/log").takesAll().answers(this::read));
  }

  /** Who lacks Sys.Syslog sees what is of himself. */
  private Answer read(Call call) {
    boolean all = call.caller().may("/", "Sys.Syslog");
    List<Line> lines = new ArrayList<>();
    accounts
        .logins()
        .forEach(login ->
            lines.add(
                new Line(
                    login.at(),
                    first,
                    "root@pam",
                    DAEMON_PID,
                    "successful auth for user '" + login.user() + "'")));
    tasks.all().stream().filter(task -> !task.running()).map(ClusterLog::line).forEach(lines::add);
    lines.sort(Comparator.comparing(Line::at).reversed());
    List<Map<String, Object>> rows = new ArrayList<>();
    int number = lines.size();
    for (Line line : lines) {
      if ((all || line.user().equals(call.caller().user()))
          && rows.size() < call.number("max", USUAL)) {
        rows.add(row(line, number));
      }
      number--;
    }
    return Answer.of(rows);
  }

  private static Line line(Task task) {
    return new Line(
        task.endedAt().orElse(Instant.EPOCH),
        task.upid().node(),
        task.upid().owner(),
        task.upid().pid(),
        "end task " + task.upid() + " " + task.exitStatus().orElse(""));
  }

  private static Map<String, Object> row(Line line, int number) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("uid", String.valueOf(number));
    row.put("id", number + ":" + line.node());
    row.put("time", line.at().getEpochSecond());
    row.put("msg", line.text());
    row.put("node", line.node());
    row.put("pid", line.pid());
    row.put("pri", 6);
    row.put("tag", "pvedaemon");
    row.put("user", line.user());
    return row;
  }
}
