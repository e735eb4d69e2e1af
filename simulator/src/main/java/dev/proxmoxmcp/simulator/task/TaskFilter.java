package dev.proxmoxmcp.simulator.task;

import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which tasks of a node are wanted ({@code GET /nodes/{node}/tasks}). */
record TaskFilter(
    Source source,
    Optional<String> guest,
    Optional<String> type,
    Optional<String> userPart,
    Results results,
    Period period) {

  static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.flag("errors"),
          Parameter.integer("limit", 0),
          Parameter.integer("since"),
          Parameter.choice("source", "archive", "active", "all"),
          Parameter.integer("start", 0),
          Parameter.text("statusfilter"),
          Parameter.text("typefilter"),
          Parameter.integer("until"),
          Parameter.text("userfilter"),
          Parameter.vmid("vmid"));

  /** Ended tasks, running ones, or both. */
  enum Source {
    ARCHIVE,
    ACTIVE,
    ALL
  }

  /**
   * Which results are wanted.
   *
   * @param notOk whether all but {@code OK} are
   * @param kinds {@code ok}, {@code warning}, {@code error}, {@code unknown}; empty for any
   */
  record Results(boolean notOk, List<String> kinds) {
    boolean accept(String status) {
      return (!notOk || !status.equals("OK")) && (kinds.isEmpty() || kinds.contains(kind(status)));
    }

    private static String kind(String status) {
      if (status.equals("OK")) {
        return "ok";
      }
      if (status.startsWith("WARNINGS: ")) {
        return "warning";
      }
      return status.equals("unexpected status") ? "unknown" : "error";
    }
  }

  /** Seconds since 1970, both included; of the tasks' start. */
  record Period(long since, long until) {}

  static TaskFilter of(Call call) {
    return new TaskFilter(
        Source.valueOf(call.text("source").orElse("archive").toUpperCase(Locale.ROOT)),
        call.text("vmid"),
        call.text("typefilter"),
        call.text("userfilter").map(part -> part.toLowerCase(Locale.ROOT)),
        new Results(
            call.flag("errors"),
            call.list("statusfilter").stream().map(kind -> kind.toLowerCase(Locale.ROOT)).toList()),
        new Period(call.number("since", 0), call.number("until", Long.MAX_VALUE)));
  }

  boolean accepts(Task task) {
    Upid upid = task.upid();
    long start = upid.startedAt().getEpochSecond();
    return fromSource(task)
        && (guest.isEmpty() || guest.get().equals(upid.id()))
        && (type.isEmpty() || type.get().equals(upid.type()))
        && (userPart.isEmpty() || upid.user().toLowerCase(Locale.ROOT).contains(userPart.get()))
        && start >= period.since()
        && start <= period.until()
        && (task.running() || results.accept(task.exitStatus().orElse("")));
  }

  private boolean fromSource(Task task) {
    return switch (source) {
      case ARCHIVE -> !task.running();
      case ACTIVE -> task.running();
      case ALL -> true;
    };
  }
}
