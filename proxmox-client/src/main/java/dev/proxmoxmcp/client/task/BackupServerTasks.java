package dev.proxmoxmcp.client.task;

import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.http.Call;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lists the tasks of a Backup Server, which filters in a way of its own: not by guest, and its
 * total is no total but where the page ends. So everything that fits is read, and the part that is
 * wanted is taken here.
 */
final class BackupServerTasks {
  private static final Endpoint LIST = Endpoint.read("/nodes/{node}/tasks");
  private static final int PAGE = 1000;

  /** So many tasks are looked at; more are not counted. */
  private static final int DEEPEST = 10_000;

  private final Session session;

  BackupServerTasks(Session session) {
    this.session = session;
  }

  TaskPage list(TaskFilter filter) {
    List<TaskInfo> all = new ArrayList<>();
    Predicate<TaskInfo> fits = about(filter).and(ended(filter));
    int seen = 0;
    boolean full = true;
    while (full && seen < DEEPEST) {
      List<TaskInfo> page = session.send(call(filter, seen)).list(Tasks::listed);
      page.stream().filter(fits).forEach(all::add);
      seen += page.size();
      full = page.size() >= PAGE;
    }
    int from = Math.min(filter.slice().start(), all.size());
    int to = Math.min(from + filter.slice().limit(), all.size());
    return new TaskPage(all.subList(from, to), all.size());
  }

  private static Call call(TaskFilter filter, int start) {
    Call call =
        LIST.call("list the tasks of the Backup Server", NodeName.BACKUP_SERVER)
            .with("start", start)
            .with("limit", PAGE);
    String type = filter.kind().type();
    if (type != null) {
      call.with("typefilter", type);
    }
    String user = filter.kind().user();
    if (user != null) {
      call.with("userfilter", user);
    }
    filter.results().forEach(result -> call.with("statusfilter", result.parameter()));
    if (filter.source() == TaskFilter.Source.ACTIVE) {
      call.with("running", true);
    }
    Instant since = filter.period().since();
    if (since != null) {
      call.with("since", since.getEpochSecond());
    }
    Instant until = filter.period().until();
    if (until != null) {
      call.with("until", until.getEpochSecond());
    }
    return call;
  }

  private static Predicate<TaskInfo> ended(TaskFilter filter) {
    return filter.source() == TaskFilter.Source.ARCHIVE ? task -> task.state().ended() : _ -> true;
  }

  /** Its ids name a guest as {@code main:vm/100}, with or without more behind it. */
  private static Predicate<TaskInfo> about(TaskFilter filter) {
    String guest = filter.kind().vmid() == null ? null : filter.kind().vmid().toString();
    return task -> guest == null || isAbout(task.upid().readableObject(), guest);
  }

  private static boolean isAbout(String object, @Nullable String guest) {
    return object.matches("(?s).*[:/](vm|ct)/" + guest + "(/.*)?");
  }
}
