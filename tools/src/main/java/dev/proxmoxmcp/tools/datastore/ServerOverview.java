package dev.proxmoxmcp.tools.datastore;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.datastore.BackupSnapshot;
import dev.proxmoxmcp.client.datastore.DatastoreEntry;
import dev.proxmoxmcp.client.datastore.DatastoreUsage;
import dev.proxmoxmcp.client.datastore.JobRun;
import dev.proxmoxmcp.client.task.TaskFilter;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.list.Rows;
import dev.proxmoxmcp.tools.part.Gathering;
import dev.proxmoxmcp.tools.part.Part;
import dev.proxmoxmcp.tools.task.TaskWords;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a Backup Server is, as {@code cluster_overview} tells it.
 *
 * @param version such as {@code 4.1.4}
 * @param jobs scheduled ones but garbage collections
 * @param tasks of the last day, newest first
 * @param notes what is not seen and what did not come, a sentence each
 */
public record ServerOverview(
    String version,
    List<DatastoreState> datastores,
    List<JobRun> jobs,
    List<TaskInfo> tasks,
    List<String> notes,
    Instant now) {
  private static final Duration BUDGET = Duration.ofSeconds(4);
  private static final Duration RECENT = Duration.ofHours(24);
  private static final int MOST_TASKS = 15;

  /** Copies the lists. */
  public ServerOverview {
    datastores = List.copyOf(datastores);
    jobs = List.copyOf(jobs);
    tasks = List.copyOf(tasks);
    notes = List.copyOf(notes);
  }

  /** The answer. */
  public static ToolReply reply(CallContext context, Format format) throws InterruptedException {
    ServerOverview overview = read(context);
    return switch (format) {
      case CONCISE -> ToolReply.done(overview.text(false));
      case DETAILED -> ToolReply.done(overview.text(true));
      case JSON -> ToolReply.json(overview.json());
    };
  }

  /** Nothing can be said without the list of datastores; what else does not come is named. */
  private static ServerOverview read(CallContext context) throws InterruptedException {
    BoundCluster server = context.recent();
    List<String> notes = new ArrayList<>();
    Instant now = context.now();
    try (Gathering gathering = Gathering.within(BUDGET, context)) {
      Gathering.Pending<List<DatastoreEntry>> entries =
          gathering.ask(() -> server.datastores().list());
      Gathering.Pending<String> version = gathering.ask(() -> server.cluster().version().version());
      Gathering.Pending<List<DatastoreUsage>> usage =
          gathering.ask(() -> server.datastores().usage());
      Gathering.Pending<List<JobRun>> collections =
          gathering.ask(() -> server.datastores().jobs(JobRun.Kind.GARBAGE_COLLECTION));
      List<Gathering.Pending<List<JobRun>>> jobs = new ArrayList<>();
      for (JobRun.Kind kind : List.of(JobRun.Kind.VERIFY, JobRun.Kind.PRUNE, JobRun.Kind.SYNC)) {
        jobs.add(gathering.ask(() -> server.datastores().jobs(kind)));
      }
      Gathering.Pending<List<TaskInfo>> tasks = gathering.ask(() -> recent(server, now));
      List<DatastoreEntry> all = entries.value();
      SnapshotSearch.Result found = snapshots(context, all, notes);
      List<DatastoreState> states =
          DatastoreList.merged(
                  all,
                  DatastoreList.or(usage.part(), "how full the datastores are", notes),
                  DatastoreList.or(collections.part(), "garbage collections", notes))
              .stream()
              .map(state -> with(state, found.byDatastore().get(state.entry().name())))
              .toList();
      List<JobRun> runs = new ArrayList<>();
      for (Gathering.Pending<List<JobRun>> one : jobs) {
        runs.addAll(DatastoreList.or(one.part(), "jobs", notes));
      }
      List<TaskInfo> recent = DatastoreList.or(tasks.part(), "recent tasks", notes);
      context.visibility().hiddenTasks().ifPresent(notes::add);
      String runsAs =
          switch (version.part()) {
            case Part.Got<String>(String text) -> text;
            case Part.Missing<String> _ -> "of unknown version";
          };
      return new ServerOverview(runsAs, states, runs, recent, notes, now);
    }
  }

  /** A server with very many takes its time; then its backups are not told, and that is said. */
  private static SnapshotSearch.Result snapshots(
      CallContext context, List<DatastoreEntry> all, List<String> notes)
      throws InterruptedException {
    try {
      SnapshotSearch.Result found = new SnapshotSearch(null).run(context, all, BUDGET);
      notes.addAll(found.notes());
      return found;
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException failure) {
      notes.add("Missing here: backups: " + failure.getMessage());
      return new SnapshotSearch.Result(Map.of(), List.of());
    }
  }

  private static DatastoreState with(
      DatastoreState state, @Nullable List<BackupSnapshot> snapshots) {
    return new DatastoreState(state.entry(), state.usage(), state.collection(), snapshots);
  }

  private static List<TaskInfo> recent(BoundCluster server, Instant now) {
    return server
        .tasks()
        .list(
            NodeName.BACKUP_SERVER,
            new TaskFilter(
                TaskFilter.Kind.ANY,
                List.of(),
                TaskFilter.Source.ALL,
                new TaskFilter.Period(now.minus(RECENT), null),
                new TaskFilter.Slice(0, 1000)))
        .tasks();
  }

  private String text(boolean everything) {
    List<String> lines = new ArrayList<>();
    lines.add("Proxmox Backup Server " + Foreign.word(version) + ".");
    lines.addAll(notes);
    lines.add(
        datastores.isEmpty()
            ? "0 datastores."
            : Rows.all(datastores).table(DatastoreColumns.brief(now)));
    lines.add(
        "%s in the last 24 h; %s."
            .formatted(
                Amounts.count(tasks.size(), "task"), Amounts.count(jobs.size(), "scheduled job")));
    List<String> attention = attention();
    lines.add(attention.isEmpty() ? "Nothing wants attention." : "Wants attention:");
    attention.forEach(line -> lines.add("- " + line));
    if (everything) {
      lines.add(jobs.isEmpty() ? "No scheduled jobs." : "Scheduled jobs:");
      jobs.forEach(job -> lines.add("- " + told(job)));
      lines.add(tasks.isEmpty() ? "No recent tasks." : "Recent tasks:");
      tasks.stream().limit(MOST_TASKS).forEach(task -> lines.add("- " + told(task)));
    }
    return String.join("\n", lines);
  }

  private List<String> attention() {
    return new ServerAttention(this).lines();
  }

  private String told(JobRun job) {
    return "%s %s of %s, %s: %s"
        .formatted(
            job.kind().title(),
            Foreign.word(job.id()),
            job.datastore(),
            job.schedule().isEmpty() ? "by hand" : Foreign.word(job.schedule()),
            DatastoreColumns.said(job, now));
  }

  String told(TaskInfo task) {
    String object = task.upid().readableObject();
    return "%s%s %s"
        .formatted(
            TaskWords.type(task),
            object.isEmpty() ? "" : " " + Foreign.word(object),
            TaskWords.outcome(task, now));
  }

  private ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("product", "Proxmox Backup Server").put("version", Foreign.value(version));
    ArrayNode array = json.putArray("datastores");
    for (DatastoreState state : datastores) {
      ObjectNode one = array.addObject();
      DatastoreColumns.brief(now).forEach(column -> column.addTo(one, state));
    }
    ArrayNode runs = json.putArray("jobs");
    for (JobRun job : jobs) {
      ObjectNode one = runs.addObject();
      one.put("kind", job.kind().title())
          .put("id", Foreign.value(job.id()))
          .put("datastore", job.datastore().toString());
      JobRun.Last last = job.last();
      if (last != null) {
        one.put("last", Foreign.value(last.said()));
      }
    }
    json.put("tasksOfLastDay", tasks.size());
    ArrayNode wants = json.putArray("attention");
    attention().forEach(wants::add);
    if (!notes.isEmpty()) {
      ArrayNode said = json.putArray("notes");
      notes.forEach(said::add);
    }
    return json;
  }
}
