package dev.proxmoxmcp.tools.cluster;

import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.tools.task.TaskWords;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tasks of the whole cluster, a line each.
 *
 * @param guests whose names are known
 */
record TaskLines(List<GuestResource> guests, Instant now) {
  /** The newest first; what happened to one object in one way again and again is one line. */
  List<String> recent(List<TaskInfo> tasks, int count) {
    Map<List<Object>, List<TaskInfo>> alike = new LinkedHashMap<>();
    tasks.stream()
        .sorted(Comparator.comparing(TaskWords::ended).reversed())
        .forEach(task ->
            alike
                .computeIfAbsent(
                    List.of(
                        task.upid().type(), task.upid().object(), task.upid().node(), task.state()),
                    _ -> new ArrayList<>())
                .add(task));
    return alike.values().stream()
        .limit(count)
        .map(all ->
            line(all.getFirst())
                + (all.size() == 1 ? "" : ", and " + (all.size() - 1) + " times before"))
        .toList();
  }

  String line(TaskInfo task) {
    String object = task.upid().readableObject();
    return "%s%s on %s %s"
        .formatted(
            TaskWords.type(task),
            object.isEmpty() ? "" : " " + named(object),
            task.upid().node(),
            TaskWords.outcome(task, now));
  }

  /** The object of a task is often a vmid; then it has a name. */
  String named(String object) {
    return guests.stream()
        .filter(guest -> guest.ref().vmid().toString().equals(object) && guest.name() != null)
        .findFirst()
        .map(guest -> object + " " + Foreign.name(guest.name()))
        .orElseGet(() -> Foreign.word(object));
  }
}
