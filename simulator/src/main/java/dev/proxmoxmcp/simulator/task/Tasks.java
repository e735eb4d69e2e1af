package dev.proxmoxmcp.simulator.task;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The tasks of all nodes. Mutable; guarded by the timeline's turn. */
public final class Tasks {
  private static final int FIRST_PID = 9_000;

  private final Timeline timeline;
  private final RandomGenerator random;
  private final Map<String, Instant> bootedAt;
  private final Map<String, Integer> lastPid = new HashMap<>();
  private final Map<String, List<Task>> byNode = new HashMap<>();
  private final Map<String, Task> byUpid = new HashMap<>();

  /**
   * No tasks yet.
   *
   * @param bootedAt when each node booted; counts the worker's start time
   */
  public Tasks(Timeline timeline, RandomGenerator random, Map<String, Instant> bootedAt) {
    this.timeline = timeline;
    this.random = random;
    this.bootedAt = Map.copyOf(bootedAt);
  }

  /** What a new task is about. */
  public record Subject(String node, String type, String id, String owner) {}

  /** Starts a task whose worker does {@code work} at once, in the part that needs no time. */
  public Task start(Subject subject, Consumer<Task> work) {
    Task task = add(subject, timeline.now());
    work.accept(task);
    return task;
  }

  /** A task of the past, with its result and its log (whose last line tells the result). */
  public void archive(
      Subject subject, Instant start, Duration took, String status, List<String> log) {
    add(subject, start).archive(start.plus(took), status, log);
  }

  private Task add(Subject subject, Instant start) {
    int pid = lastPid.getOrDefault(subject.node(), FIRST_PID) + random.nextInt(3, 90);
    lastPid.put(subject.node(), pid);
    Instant boot = bootedAt.getOrDefault(subject.node(), start);
    Upid upid =
        new Upid(
            subject.node(),
            pid,
            Duration.between(boot, start).toMillis() / 10,
            Instant.ofEpochSecond(start.getEpochSecond()),
            subject.type(),
            subject.id(),
            subject.owner());
    Task task = new Task(upid, timeline);
    byNode.computeIfAbsent(subject.node(), _ -> new ArrayList<>()).add(task);
    byUpid.put(upid.toString(), task);
    return task;
  }

  /** The task of that name in the records of that node, or empty. */
  public Optional<Task> find(String node, Upid upid) {
    return Optional.ofNullable(byUpid.get(upid.toString()))
        .filter(task -> task.upid().node().equals(node));
  }

  /** All tasks of a node, the latest first: running ones by their start, others by their end. */
  public List<Task> of(String node) {
    List<Task> tasks = new ArrayList<>(byNode.getOrDefault(node, List.of()));
    // Newest first among equals, so the sort, which is stable, starts from the reverse.
    Collections.reverse(tasks);
    tasks.sort(Comparator.comparing(Tasks::moment).reversed());
    return tasks;
  }

  /** All tasks of all nodes, in the order of {@link #of}. */
  public List<Task> all() {
    return byNode.keySet().stream()
        .flatMap(node -> of(node).stream())
        .sorted(Comparator.comparing(Tasks::moment).reversed())
        .toList();
  }

  private static Instant moment(Task task) {
    return task.endedAt().orElse(Instant.MAX);
  }
}
