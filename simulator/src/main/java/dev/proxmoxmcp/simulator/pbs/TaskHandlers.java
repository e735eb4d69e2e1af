package dev.proxmoxmcp.simulator.pbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code /nodes/{node}/tasks}. */
final class TaskHandlers {
  private static final String TASKS = "/nodes/{node}/tasks";
  private static final String TASK = TASKS + "/{upid}";
  private static final String AUDITED = "/system/tasks";

  private final BackupState state;

  TaskHandlers(BackupState state) {
    this.state = state;
  }

  void register(Handlers handlers) {
    handlers
        .get(TASKS, this::list)
        .get(TASK + "/status", call -> BackupAnswer.of(status(find(call))))
        .get(TASK + "/log", this::log)
        .delete(TASK, this::abort);
  }

  /** As the handler reads it: own tasks, and all with Sys.Audit. */
  private boolean visible(AuthId caller, BackupTask task) {
    return caller.owns(task.upid().owner())
        || state.rights().any(caller, AUDITED, List.of("Sys.Audit"))
        || ofOwnJob(caller, task.upid());
  }

  private boolean ofOwnJob(AuthId caller, BackupUpid upid) {
    String store = upid.id().split(":", -1)[0];
    String path = "/datastore/" + store;
    return switch (upid.type()) {
      case "verificationjob" -> state.rights().any(caller, path, List.of("Datastore.Verify"));
      case "garbage_collection", "prune", "prunejob" ->
          state.rights().any(caller, path, List.of("Datastore.Modify"));
      default -> false;
    };
  }

  private BackupTask find(BackupCall call) {
    BackupUpid upid =
        BackupUpid.parse(call.text("upid"))
            .orElseThrow(() -> Refused.bad("unable to parse UPID '" + call.text("upid") + "'"));
    BackupTask task =
        state
            .tasks()
            .find(upid.toString())
            .orElseThrow(() -> Refused.bad("No such file or directory (os error 2)"));
    if (!visible(call.caller(), task)) {
      throw Refused.bad("task access not allowed");
    }
    return task;
  }

  private BackupAnswer list(BackupCall call) {
    List<BackupTask> fitting =
        state.tasks().all().stream()
            .filter(task -> visible(call.caller(), task))
            .filter(task -> fits(call, task))
            .toList();
    long start = call.number("start", 0);
    long limit = call.number("limit", 50);
    List<Map<String, Object>> rows =
        fitting.stream()
            .skip(start)
            .limit(limit == 0 ? Long.MAX_VALUE : limit)
            .map(TaskHandlers::row)
            .toList();
    // As the real one counts: what was looked at, and one more where the page is full.
    boolean full = limit > 0 && rows.size() >= limit;
    return BackupAnswer.page(rows, start + rows.size() + (full ? 1 : 0));
  }

  private static boolean fits(BackupCall call, BackupTask task) {
    BackupUpid upid = task.upid();
    long start = upid.startedAt().getEpochSecond();
    String kind = kind(task);
    List<String> kinds = call.list("statusfilter");
    return (!call.flag("running", false) || task.running())
        // The real one counts what warned, and what runs, as an error.
        && (!call.flag("errors", false) || !kind.equals("ok"))
        && (kinds.isEmpty() || kinds.contains(kind))
        && call.number("since").map(since -> start >= since).orElse(true)
        && call.number("until").map(until -> start <= until).orElse(true)
        && call.find("userfilter").map(upid.owner()::contains).orElse(true)
        && call.find("typefilter").map(upid.type()::contains).orElse(true)
        && call.find("store").map(store -> isAbout(upid, store)).orElse(true);
  }

  private static boolean isAbout(BackupUpid upid, String store) {
    return switch (upid.type()) {
      case "syncjob" -> upid.id().contains(":" + store + ":");
      default -> upid.id().equals(store) || upid.id().startsWith(store + ":");
    };
  }

  private static String kind(BackupTask task) {
    String status = task.exitStatus().orElse("running");
    if (status.startsWith("WARNINGS")) {
      return "warning";
    }
    return switch (status) {
      case BackupTask.OK -> "ok";
      case "running", "unknown" -> status;
      default -> "error";
    };
  }

  private static Map<String, Object> row(BackupTask task) {
    BackupUpid upid = task.upid();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("upid", upid.toString());
    row.put("node", "localhost");
    row.put("pid", upid.pid());
    row.put("pstart", upid.startTicks());
    row.put("starttime", upid.startedAt().getEpochSecond());
    row.put("worker_type", upid.type());
    if (!upid.id().isEmpty()) {
      row.put("worker_id", upid.id());
    }
    row.put("user", upid.owner());
    task.endedAt().ifPresent(end -> row.put("endtime", end.getEpochSecond()));
    task.exitStatus().ifPresent(text -> row.put("status", text));
    return row;
  }

  private static Map<String, Object> status(BackupTask task) {
    BackupUpid upid = task.upid();
    AuthId owner = AuthId.parse(upid.owner());
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("upid", upid.toString());
    status.put("node", upid.node());
    status.put("pid", upid.pid());
    status.put("pstart", upid.startTicks());
    status.put("starttime", upid.startedAt().getEpochSecond());
    status.put("type", upid.type());
    status.put("id", upid.id());
    status.put("user", owner.user());
    if (owner.isToken()) {
      status.put("tokenid", owner.token());
    }
    status.put("status", task.running() ? "running" : "stopped");
    task.exitStatus().ifPresent(text -> status.put("exitstatus", text));
    return status;
  }

  /** Lines are counted from 1, and {@code start} is the number of the first one wanted. */
  private BackupAnswer log(BackupCall call) {
    BackupTask task = find(call);
    List<String> log = task.log();
    long start = Math.max(1, call.number("start", 0));
    long limit = call.number("limit", 50);
    List<Map<String, Object>> lines = new ArrayList<>();
    for (long number = start; number <= log.size(); number++) {
      if (limit == 0 || lines.size() < limit) {
        lines.add(Map.of("n", number, "t", log.get((int) number - 1)));
      }
    }
    Map<String, Object> beside = new LinkedHashMap<>();
    beside.put("total", log.size());
    beside.put("success", 1);
    if (call.flag("test-status", false)) {
      beside.put("active", task.running());
    }
    return new BackupAnswer(lines, beside);
  }

  private BackupAnswer abort(BackupCall call) {
    BackupTask task = find(call);
    boolean own = call.caller().toString().equals(task.upid().owner());
    if (!own && !state.rights().any(call.caller(), AUDITED, List.of("Sys.Modify"))) {
      throw Refused.forbidden(
          String.format(Locale.ROOT, "missing permissions 'Sys.Modify' on '%s'", AUDITED));
    }
    task.abort();
    return BackupAnswer.done();
  }
}
