package dev.proxmoxmcp.simulator.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;

/**
 * The tasks of one node, kept in the order in which lists show them: the running ones and as many
 * ended ones as a node keeps. Mutable; guarded by the timeline's turn.
 */
final class NodeTasks {
  /** Ended tasks that are kept: more than any list shows at once, so that weeks do not fill it. */
  static final int KEPT_ENDED = 1_000;

  private final SequencedSet<Task> running = new LinkedHashSet<>();
  private final Deque<Task> ended = new ArrayDeque<>();

  void started(Task task) {
    running.add(task);
  }

  /**
   * Moves a task, whose end is not before that of any other, to the ended ones.
   *
   * @return the task that is forgotten in exchange, or empty
   */
  Optional<Task> ended(Task task) {
    running.remove(task);
    ended.addFirst(task);
    return ended.size() > KEPT_ENDED ? Optional.of(ended.removeLast()) : Optional.empty();
  }

  /** The running ones, the latest started first. */
  List<Task> running() {
    return new ArrayList<>(running.reversed());
  }

  /** All, the latest first: the running ones by their start, then the others by their end. */
  Stream<Task> all() {
    return Stream.concat(running.reversed().stream(), ended.stream());
  }
}
