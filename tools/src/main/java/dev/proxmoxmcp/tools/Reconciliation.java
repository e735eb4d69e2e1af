package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.task.TaskFilter;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.TaskState;
import dev.proxmoxmcp.client.task.Upid;
import dev.proxmoxmcp.guard.Ledger;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.PlannedStep;
import dev.proxmoxmcp.guard.plan.Standing;
import dev.proxmoxmcp.guard.plan.Step;
import dev.proxmoxmcp.guard.store.CannotRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how changes ended whose end nobody recorded: those of a process that died, and those
 * that went on after their call was answered. Proxmox's own task list is asked; what it does not
 * tell is recorded as unknown. One thread at a time.
 *
 * @param ledger where they stand
 * @param clusters as they are when it runs
 * @param mine the name of this process
 * @param alive whether a process of that name still runs
 * @param clock the time
 */
public record Reconciliation(
    Ledger ledger,
    Supplier<List<Cluster>> clusters,
    String mine,
    Predicate<String> alive,
    InstantSource clock) {
  private static final Logger LOG = System.getLogger(Reconciliation.class.getName());

  /** Longer than any call waits, so that what this process has in hand is left alone. */
  private static final Duration IN_HAND = Duration.ofSeconds(90);

  /** Clocks of hosts differ by a little. */
  private static final Duration SKEW = Duration.ofSeconds(5);

  /** From how long on a task that cannot be found is not looked for any more. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  private static final Pattern GUEST =
      Pattern.compile("/nodes/(?<node>[^/]+)/(?:qemu|lxc)/(?<vmid>[0-9]+)/.*");

  private static final String REQUEST = "reconciliation";

  /** What is known of one step. */
  private enum Known {
    DONE,
    FAILED,
    RUNNING,
    UNKNOWN
  }

  private record Found(Known known, String text) {}

  /**
   * Looks at all of them once.
   *
   * @return how many are still open
   */
  public int run() {
    int open = 0;
    for (Plan plan : ledger.open()) {
      if (!(plan.standing() instanceof Standing.Open(String _, Instant at, String process))) {
        continue;
      }
      if (inHand(at, process) || !settled(plan, at)) {
        open++;
      }
    }
    return open;
  }

  private boolean inHand(Instant at, String process) {
    boolean young = Duration.between(at, clock.instant()).compareTo(IN_HAND) < 0;
    return process.equals(mine) ? young : alive.test(process);
  }

  /** Whether its end is recorded now. */
  private boolean settled(Plan plan, Instant at) {
    try {
      List<Found> found = found(plan, at);
      boolean old = Duration.between(at, clock.instant()).compareTo(PATIENCE) > 0;
      if (found.stream().anyMatch(one -> one.known() == Known.RUNNING) && !old) {
        return false;
      }
      String outcome = outcome(found);
      List<String> texts = found.stream().map(Found::text).toList();
      ledger.ended(plan, REQUEST, Event.RECONCILED, outcome, String.join("; ", texts));
      LOG.log(
          Level.WARNING,
          "The end of a change was found out later. plan={0} outcome={1} found=\"{2}\"",
          plan.id(),
          outcome,
          texts);
      return true;
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException | CannotRecord silent) {
      LOG.log(
          Level.INFO,
          "How a change ended cannot be found out yet. plan={0} why=\"{1}\"",
          plan.id(),
          String.valueOf(silent.getMessage()));
      return false;
    }
  }

  private static String outcome(List<Found> found) {
    if (found.stream().allMatch(one -> one.known() == Known.DONE)) {
      return "done";
    }
    return found.stream().anyMatch(one -> one.known() == Known.FAILED) ? "failed" : "unknown";
  }

  private List<Found> found(Plan plan, Instant at) {
    Optional<Cluster> cluster =
        clusters.get().stream()
            .filter(one -> one.name().equals(plan.proposal().call().cluster()))
            .findFirst();
    if (cluster.isEmpty()) {
      return List.of(
          new Found(
              Known.UNKNOWN,
              "cluster " + plan.proposal().call().cluster() + " is not configured any more"));
    }
    BoundCluster reading = cluster.get().through(Gate.readsOnly());
    Map<String, String> said = ledger.sent(plan.id());
    List<Found> all = new ArrayList<>();
    for (PlannedStep one : plan.proposal().steps()) {
      all.add(
          found(one.step(), said.get(one.step().method() + " " + one.step().path()), at, reading));
    }
    return all;
  }

  private static Found found(Step step, @Nullable String said, Instant at, BoundCluster reading) {
    if (said != null) {
      return said.startsWith("UPID:")
          ? of(step, reading.tasks().status(Upid.parse(said)))
          : answered(step, said);
    }
    Matcher guest = GUEST.matcher(step.path());
    if (!guest.matches()) {
      return new Found(Known.UNKNOWN, step + ": whether it was sent is not known");
    }
    return listed(step, guest, at, reading)
        .map(task -> of(step, task))
        .orElseGet(() ->
            new Found(
                Known.UNKNOWN,
                step + ": whether it was sent is not known, and no task of it is listed"));
  }

  private static Found answered(Step step, String said) {
    boolean done = said.equals("done") || said.equals("begun");
    return new Found(done ? Known.DONE : Known.FAILED, step + ": " + ForeignText.line(said, 200));
  }

  /** The task that it most likely began: of that guest, by our user, right after it was let go. */
  private static Optional<TaskInfo> listed(
      Step step, Matcher guest, Instant at, BoundCluster reading) {
    TaskFilter filter =
        new TaskFilter(
            new TaskFilter.Kind(new Vmid(Integer.parseInt(guest.group("vmid"))), null, null),
            List.of(),
            TaskFilter.Source.ALL,
            new TaskFilter.Period(at.minus(SKEW), at.plus(IN_HAND)),
            new TaskFilter.Slice(0, 50));
    String user = reading.access().authId().toString();
    return reading.tasks().list(new NodeName(guest.group("node")), filter).tasks().stream()
        .filter(task -> task.upid().user().equals(user))
        .filter(task -> fits(step, task.upid().type()))
        .reduce((_, earlier) -> earlier);
  }

  /**
   * {@code qmstart} is what {@code …/status/start} begins, {@code vzsnapshot} {@code …/snapshot}.
   */
  private static boolean fits(Step step, String type) {
    String end = step.path().substring(step.path().lastIndexOf('/') + 1);
    return switch (step.method()) {
      case "DELETE" -> type.contains("del") || type.contains("destroy");
      default -> type.endsWith(end);
    };
  }

  private static Found of(Step step, TaskInfo task) {
    String text = step + ": task " + task.upid();
    return switch (task.state()) {
      case TaskState.Ok _ -> new Found(Known.DONE, text + " ended well");
      case TaskState.Warned _ -> new Found(Known.DONE, text + " ended with warnings");
      case TaskState.Failed(String why) ->
          new Found(Known.FAILED, text + " failed: " + ForeignText.line(why, 200));
      case TaskState.Running _ -> new Found(Known.RUNNING, text + " still runs");
      case TaskState.Unknown _ ->
          new Found(Known.UNKNOWN, text + " ended, and Proxmox does not say how");
    };
  }
}
