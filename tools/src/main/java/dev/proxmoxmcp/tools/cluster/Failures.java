package dev.proxmoxmcp.tools.cluster;

import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.TaskState;
import dev.proxmoxmcp.tools.task.TaskWords;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tasks that failed alike, which most often have one cause.
 *
 * @param tasks of one type that ended with one error; at least one, the newest first
 */
record Failures(List<TaskInfo> tasks) {
  private static final int MOST_OBJECTS = 6;
  private static final int SAID_LENGTH = 160;

  Failures {
    tasks = List.copyOf(tasks);
  }

  /** What failed alike together, in the order of the newest of each. */
  static List<Failures> of(List<TaskInfo> newestFirst) {
    Map<List<String>, List<TaskInfo>> alike = new LinkedHashMap<>();
    for (TaskInfo task : newestFirst) {
      alike
          .computeIfAbsent(
              List.of(task.upid().type(), errorWithoutObject(task)), _ -> new ArrayList<>())
          .add(task);
    }
    return alike.values().stream().map(Failures::new).toList();
  }

  /** Its error, but for the object that it names. */
  private static String errorWithoutObject(TaskInfo task) {
    String object = task.upid().object();
    return object.isEmpty() ? said(task) : said(task).replace(object, "*");
  }

  private static String said(TaskInfo task) {
    return task.state() instanceof TaskState.Failed(String said) ? said : "";
  }

  /** One line of them all. */
  String line(TaskLines words, Instant now) {
    TaskInfo newest = tasks.getFirst();
    if (tasks.size() == 1) {
      return "task " + words.line(newest);
    }
    List<String> objects =
        tasks.stream()
            .map(task -> task.upid().object())
            .filter(object -> !object.isEmpty())
            .distinct()
            .toList();
    return "%s failed %d times%s, %s to %s ago: %s%s; task_get upid=%s tells of the last one"
        .formatted(
            TaskWords.type(newest),
            tasks.size(),
            objects.size() > 1
                ? " for " + objects.size() + (ofGuests(objects) ? " guests" : " objects")
                : "",
            ago(tasks.getLast(), now),
            ago(newest, now),
            Foreign.quoted(said(newest), SAID_LENGTH),
            objects.isEmpty() ? "" : " (" + named(objects, words) + ")",
            newest.upid().raw());
  }

  private static boolean ofGuests(List<String> objects) {
    return objects.stream().allMatch(object -> object.matches("[1-9][0-9]{2,8}"));
  }

  private static String ago(TaskInfo task, Instant now) {
    return Amounts.duration(Duration.between(TaskWords.ended(task), now));
  }

  private static String named(List<String> objects, TaskLines words) {
    String shown =
        objects.stream().limit(MOST_OBJECTS).map(words::named).collect(Collectors.joining(", "));
    return objects.size() > MOST_OBJECTS
        ? shown + " and " + (objects.size() - MOST_OBJECTS) + " more"
        : shown;
  }
}
