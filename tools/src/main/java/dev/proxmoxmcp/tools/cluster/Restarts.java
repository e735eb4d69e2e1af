package dev.proxmoxmcp.tools.cluster;

import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.TaskState;
import dev.proxmoxmcp.tools.guest.GuestNames;
import dev.proxmoxmcp.tools.task.TaskWords;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A guest that was started again and again, which those do that die of something while HA or a
 * script brings them back.
 *
 * @param starts that went well, the newest first
 */
record Restarts(GuestResource guest, List<TaskInfo> starts) {
  /** So many starts within that time are more than people do by hand. */
  private static final int MANY = 4;

  private static final Duration SHORT = Duration.ofHours(2);
  private static final Set<String> STARTS = Set.of("qmstart", "vzstart");

  Restarts {
    starts = List.copyOf(starts);
  }

  /** Those that {@code tasks} show, by vmid. */
  static List<Restarts> of(List<GuestResource> guests, List<TaskInfo> tasks) {
    Map<String, List<TaskInfo>> starts =
        tasks.stream()
            .filter(task -> STARTS.contains(task.upid().type()))
            .filter(task ->
                task.state() instanceof TaskState.Ok || task.state() instanceof TaskState.Warned)
            .sorted(Comparator.comparing(TaskWords::ended).reversed())
            .collect(Collectors.groupingBy(task -> task.upid().object()));
    return guests.stream()
        .map(guest ->
            new Restarts(guest, starts.getOrDefault(guest.ref().vmid().toString(), List.of())))
        .filter(Restarts::tooMany)
        .toList();
  }

  private boolean tooMany() {
    return starts.size() >= MANY
        && !TaskWords.ended(starts.get(MANY - 1))
            .isBefore(TaskWords.ended(starts.getFirst()).minus(SHORT));
  }

  /** Whether the last start was not long before {@code now}. */
  boolean lately(Instant now, Duration recent) {
    return TaskWords.ended(starts.getFirst()).isAfter(now.minus(recent));
  }

  /** One line of it. */
  String line(Instant now) {
    String ha =
        guest.marks().haState() == null
            ? ""
            : " (HA: " + Foreign.name(guest.marks().haState()) + ")";
    return "%s was started %d times, %s to %s ago%s: it does not stay up; look inside of it"
        .formatted(
            GuestNames.described(guest),
            starts.size(),
            ago(starts.getLast(), now),
            ago(starts.getFirst(), now),
            ha);
  }

  private static String ago(TaskInfo task, Instant now) {
    return Amounts.duration(Duration.between(TaskWords.ended(task), now));
  }
}
