package dev.proxmoxmcp.tools.tasks;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.cluster.NodeState;
import dev.proxmoxmcp.client.node.NodeSummary;
import dev.proxmoxmcp.client.task.TaskFilter;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.TaskPage;
import dev.proxmoxmcp.client.task.Tasks;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.list.Known;
import dev.proxmoxmcp.tools.part.Gathering;
import dev.proxmoxmcp.tools.part.Part;
import dev.proxmoxmcp.tools.task.TaskWords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of all nodes, or of one. The cluster's own list shows 25 of each node at most, so each node
 * is asked for its own, side by side.
 *
 * @param node one; null for all
 * @param filter with the slice from 0 that holds everything that is to be shown
 */
record TaskSearch(@Nullable String node, TaskFilter filter) {
  private static final Duration BUDGET = Duration.ofSeconds(10);

  /** Running ones, the latest started first; then the others, the latest ended first. */
  private static final Comparator<TaskInfo> ORDER =
      Comparator.<TaskInfo, Boolean>comparing(task -> task.state().ended())
          .thenComparing(Comparator.comparing(TaskWords::ended).reversed())
          .thenComparing(task -> task.upid().raw());

  /**
   * What was found.
   *
   * @param total how many there are on the nodes that answered
   * @param notes what did not answer, and where a log begins later than asked, a sentence each
   */
  record Result(List<TaskInfo> tasks, long total, List<String> notes) {}

  /** What one node told. */
  private record OfNode(TaskPage page, @Nullable Instant beginsAt) {}

  Result run(CallContext context) throws InterruptedException {
    if (context.ofBackupServer()) {
      List<NodeName> itself = List.of(NodeName.BACKUP_SERVER);
      Known.check("node", node, List.of(NodeName.BACKUP_SERVER.value()));
      return merged(itself, ask(context, itself), new ArrayList<>());
    }
    List<NodeSummary> nodes = context.cluster().nodes().list();
    Known.check("node", node, nodes.stream().map(one -> one.node().toString()).toList());
    List<String> notes = new ArrayList<>();
    List<NodeName> asked = new ArrayList<>();
    for (NodeSummary one : nodes) {
      if (node != null && !node.equals(one.node().toString())) {
        continue;
      }
      if (one.state() == NodeState.OFFLINE) {
        notes.add("Not shown: tasks of node " + one.node() + ", which is offline.");
      } else {
        asked.add(one.node());
      }
    }
    return merged(asked, ask(context, asked), notes);
  }

  private List<Part<OfNode>> ask(CallContext context, List<NodeName> nodes)
      throws InterruptedException {
    BoundCluster cluster = context.cluster();
    List<Callable<OfNode>> requests = new ArrayList<>();
    for (NodeName one : nodes) {
      requests.add(() -> ofNode(cluster.tasks(), one));
    }
    try (Gathering gathering = Gathering.within(BUDGET, context)) {
      return gathering.all(requests);
    }
  }

  private OfNode ofNode(Tasks tasks, NodeName one) {
    return new OfNode(tasks.list(one, filter), beginning(tasks, one));
  }

  /**
   * When a node's log begins, if that is later than asked; null if it reaches as far back. Nodes
   * forget old tasks.
   */
  private @Nullable Instant beginning(Tasks tasks, NodeName one) {
    Instant since = filter.period().since();
    if (since == null) {
      return null;
    }
    TaskFilter before =
        TaskFilter.newest(1).started(new TaskFilter.Period(null, since.minusSeconds(1)));
    if (!tasks.list(one, before).tasks().isEmpty()) {
      return null;
    }
    long all = tasks.list(one, TaskFilter.newest(1)).total();
    if (all == 0) {
      return Instant.MAX;
    }
    TaskFilter oldest =
        new TaskFilter(
            TaskFilter.Kind.ANY,
            List.of(),
            TaskFilter.Source.ALL,
            TaskFilter.Period.OPEN,
            new TaskFilter.Slice(Math.toIntExact(all - 1), 1));
    return tasks.list(one, oldest).tasks().stream()
        .map(task -> task.upid().startedAt())
        .findFirst()
        .orElse(Instant.MAX);
  }

  private Result merged(List<NodeName> nodes, List<Part<OfNode>> parts, List<String> notes) {
    List<TaskInfo> tasks = new ArrayList<>();
    long total = 0;
    ProxmoxException failure = null;
    boolean answered = false;
    for (int index = 0; index < nodes.size(); index++) {
      NodeName one = nodes.get(index);
      switch (parts.get(index)) {
        case Part.Got<OfNode>(OfNode(TaskPage page, Instant beginsAt)) -> {
          answered = true;
          tasks.addAll(page.tasks());
          total += page.total();
          begins(one, beginsAt, notes);
        }
        case Part.Missing<OfNode>(String why, ProxmoxException failed) -> {
          failure = failure == null ? failed : failure;
          notes.add("Not shown: tasks of node " + one + ": " + why);
        }
      }
    }
    if (!answered && failure != null) {
      throw failure;
    }
    tasks.sort(ORDER);
    return new Result(tasks, total, notes);
  }

  private static void begins(NodeName one, @Nullable Instant beginsAt, List<String> notes) {
    if (beginsAt == null) {
      return;
    }
    notes.add(
        beginsAt.equals(Instant.MAX)
            ? "The task log of node " + one + " shows no task at all."
            : "The task log of node %s begins only at %s: what was before is not known."
                .formatted(one, beginsAt));
  }
}
