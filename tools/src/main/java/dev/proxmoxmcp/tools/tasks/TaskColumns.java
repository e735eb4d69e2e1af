package dev.proxmoxmcp.tools.tasks;

import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.TaskState;
import dev.proxmoxmcp.tools.list.Column;
import dev.proxmoxmcp.tools.task.TaskWords;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Columns of a list of tasks. */
final class TaskColumns {
  private static final int SAID_LENGTH = 120;

  static final List<Column<TaskInfo>> ALL =
      List.of(
          Column.of(
              "started",
              task -> task.upid().startedAt().toString(),
              (json, task) -> json.put("startedAt", task.upid().startedAt().toString())),
          Column.of("took", TaskColumns::took, TaskColumns::addEnd),
          Column.of(
              "node",
              task -> task.upid().node().toString(),
              (json, task) -> json.put("node", task.upid().node().toString())),
          Column.of(
              "type", TaskWords::type, (json, task) -> json.put("type", TaskWords.type(task))),
          Column.of("object", TaskColumns::object, TaskColumns::addObject),
          Column.of(
              "user",
              task -> Foreign.word(task.upid().user()),
              (json, task) -> json.put("user", Foreign.value(task.upid().user()))),
          Column.of("result", TaskColumns::result, TaskColumns::addResult),
          Column.of(
              "upid",
              task -> Foreign.value(task.upid().raw()),
              (json, task) -> json.put("upid", task.upid().raw())));

  private TaskColumns() {}

  private static String took(TaskInfo task) {
    return task.endedAt() == null
        ? Foreign.NONE
        : Amounts.duration(Duration.between(task.upid().startedAt(), task.endedAt()));
  }

  static void addEnd(ObjectNode json, TaskInfo task) {
    if (task.endedAt() != null) {
      json.put("endedAt", task.endedAt().toString())
          .put(
              "tookSeconds", Duration.between(task.upid().startedAt(), task.endedAt()).toSeconds());
    }
  }

  private static String object(TaskInfo task) {
    String object = task.upid().readableObject();
    return object.isEmpty() ? Foreign.NONE : Foreign.value(object);
  }

  private static void addObject(ObjectNode json, TaskInfo task) {
    if (!task.upid().object().isEmpty()) {
      json.put("object", Foreign.value(task.upid().readableObject()));
    }
  }

  private static String result(TaskInfo task) {
    return switch (task.state()) {
      case TaskState.Running _ -> "running";
      case TaskState.Ok _ -> "ok";
      case TaskState.Warned(int warnings) -> "ok, " + Amounts.count(warnings, "warning");
      case TaskState.Failed(String said) -> "FAILED: " + Foreign.quoted(said, SAID_LENGTH);
      case TaskState.Unknown _ -> "unknown";
    };
  }

  static void addResult(ObjectNode json, TaskInfo task) {
    switch (task.state()) {
      case TaskState.Running _ -> json.put("result", "running");
      case TaskState.Ok _ -> json.put("result", "ok");
      case TaskState.Warned(int warnings) ->
          json.put("result", "warning").put("warnings", warnings);
      case TaskState.Failed(String said) ->
          json.put("result", "error").put("said", Foreign.value(said));
      case TaskState.Unknown _ -> json.put("result", "unknown");
    }
  }
}
