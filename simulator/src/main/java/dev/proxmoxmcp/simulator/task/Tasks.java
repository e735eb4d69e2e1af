package dev.proxmoxmcp.simulator.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The tasks of all nodes: those that run and the latest 1,000 of each node that have ended.
 * Mutable; guarded by the timeline's turn.
 */
public final class Tasks {
  private static final int FIRST_PID = 9_000;

  private final Timeline timeline;
  private final RandomGenerator random;
  private final Map<String, Instant> bootedAt;
  private final Map<String, Integer> lastPid = new HashMap<>();
  private final Map<String, NodeTasks> byNode = new HashMap<>();
  private final Map<Upid, Task> byUpid = new HashMap<>();
  private final Afflictions afflictions = new Afflictions();

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
    task.suffer(afflictions.take(subject));
    work.accept(task);
    return task;
  }

  /** What is to befall tasks that have not started yet. */
  public Afflictions afflictions() {
    return afflictions;
  }

  /**
   * A task of the past, with its result and its log (whose last line tells the result); of the
   * tasks of a node, the one that ended first is recorded first.
   */
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
    NodeTasks ofNode = byNode.computeIfAbsent(subject.node(), _ -> new NodeTasks());
    ofNode.started(task);
    byUpid.put(upid, task);
    task.whenEnded(
        () -> ofNode.ended(task).ifPresent(forgotten -> byUpid.remove(forgotten.upid())));
    return task;
  }

  /** The task of that name in the records of that node, or empty. */
  public Optional<Task> find(String node, Upid upid) {
    return Optional.ofNullable(byUpid.get(upid)).filter(task -> task.upid().node().equals(node));
  }

  /** All tasks of a node, the latest first: running ones by their start, others by their end. */
  public Stream<Task> of(String node) {
    NodeTasks ofNode = byNode.get(node);
    return ofNode == null ? Stream.empty() : ofNode.all();
  }

  /** The running tasks of a node, the latest first; a copy, so that each may be ended. */
  public List<Task> running(String node) {
    NodeTasks ofNode = byNode.get(node);
    return ofNode == null ? List.of() : ofNode.running();
  }

  /** All tasks of all nodes, in the order of {@link #of}. */
  public List<Task> all() {
    return byNode.values().stream()
        .flatMap(NodeTasks::all)
        .sorted(Comparator.comparing(Tasks::moment).reversed())
        .toList();
  }

  private static Instant moment(Task task) {
    return task.endedAt().orElse(Instant.MAX);
  }
}
