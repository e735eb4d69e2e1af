package dev.proxmoxmcp.tools.change;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Refused;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.TaskState;
import dev.proxmoxmcp.client.task.Upid;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Together;
import dev.proxmoxmcp.tools.change.Changed.Event;
import dev.proxmoxmcp.tools.plan.Aim;
import dev.proxmoxmcp.tools.plan.GuestState;
import dev.proxmoxmcp.tools.plan.Intention;
import dev.proxmoxmcp.tools.task.DecisiveLines;
import dev.proxmoxmcp.tools.text.TextClasses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * A change of some targets: asks the guard for all requests together, sends each once and one after
 * the other, waits for their tasks side by side, and reads every target anew.
 *
 * @param <T> what is changed
 */
public final class ChangeRun<T> {
  /** More names than these nobody reads. */
  private static final int MOST_NAMED = 8;

  private final CallContext context;
  private final BoundCluster reading;
  private final Change<T> change;
  private final Duration wait;
  private final boolean dryRun;

  /**
   * @param wait how long the tasks are waited for
   * @param dryRun whether it is only shown
   */
  public ChangeRun(CallContext context, Change<T> change, Duration wait, boolean dryRun) {
    this.context = context;
    this.reading = context.cluster();
    this.change = change;
    this.wait = wait;
    this.dryRun = dryRun;
  }

  /** What became of the request. */
  private sealed interface Sent<T> {
    /** There is no task: nothing was sent, or Proxmox did not take it. */
    record WithoutTask<T>(Checked<T> checked, Event event) implements Sent<T> {}

    /** Proxmox does it. */
    record AsTask<T>(Checked<T> checked, Upid task) implements Sent<T> {}
  }

  /**
   * Since when, and for how many tasks is waited; how many of them have ended, and what was told.
   */
  private record Waiting(Instant since, int tasks, AtomicInteger ended, AtomicLong told) {
    /** Once a second is enough, and each end is told. */
    boolean isNews(Duration waited) {
      long now = waited.toSeconds() * (tasks + 1L) + ended.get();
      return told.getAndSet(now) != now;
    }
  }

  /** Like {@link #on}, but nothing is sent unless it makes sense for every target. */
  public List<Changed<T>> onAllOrNone(List<Checked<T>> checked) throws InterruptedException {
    boolean all = checked.stream().allMatch(one -> one.check() instanceof Check.Go);
    return on(all ? checked : checked.stream().map(ChangeRun::heldBack).toList());
  }

  private static <T> Checked<T> heldBack(Checked<T> checked) {
    return checked.check() instanceof Check.Go
        ? new Checked<>(
            checked.target(),
            new Check.Pointless("held back, because it cannot be done for all of them"),
            checked.before())
        : checked;
  }

  /** Results in the order of {@code checked}. */
  public List<Changed<T>> on(List<Checked<T>> checked) throws InterruptedException {
    List<Checked<T>> going =
        checked.stream().filter(one -> one.check() instanceof Check.Go).toList();
    BoundCluster granted =
        going.isEmpty() ? reading : context.permitted(intention(going).shownOnly(dryRun));
    List<Sent<T>> sent = new ArrayList<>();
    for (Checked<T> one : checked) {
      sent.add(send(granted, one));
    }
    Waiting waiting =
        new Waiting(context.now(), going.size(), new AtomicInteger(), new AtomicLong(-1));
    return Together.all(
        sent.stream().<Callable<Changed<T>>>map(one -> () -> follow(one, waiting)).toList());
  }

  private Intention intention(List<Checked<T>> going) {
    List<T> targets = going.stream().map(Checked::target).toList();
    List<Aim> aims =
        targets.stream()
            .map(target -> Aim.at(change.request(reading, target), change.guests(target)))
            .toList();
    List<GuestResource> guests =
        targets.stream().flatMap(target -> change.guests(target).stream()).toList();
    return Intention.of(
        title(going), aims, GuestState.of(guests), change.warnings(), change.undo(targets));
  }

  /** {@code stop of VM 101 "web1" on pve1}, or of all of them. */
  private String title(List<Checked<T>> going) {
    String many =
        going.stream()
            .limit(MOST_NAMED)
            .map(one -> change.title(one.target()))
            .collect(Collectors.joining(", "));
    return change.verb()
        + " of "
        + many
        + (going.size() > MOST_NAMED ? " and " + (going.size() - MOST_NAMED) + " more" : "");
  }

  private Sent<T> send(BoundCluster granted, Checked<T> one) {
    return switch (one.check()) {
      case Check.AlreadyThere _ -> new Sent.WithoutTask<>(one, new Event.AlreadyThere());
      case Check.Pointless(String why) -> new Sent.WithoutTask<>(one, new Event.Pointless(why));
      case Check.Unreadable(String message) ->
          new Sent.WithoutTask<>(one, new Event.Pointless("it could not be looked at. " + message));
      case Check.Go _ -> {
        try {
          yield new Sent.AsTask<>(one, change.send(granted, one.target()));
        } catch (Refused | Interrupted stop) {
          throw stop;
        } catch (ProxmoxException failure) {
          yield new Sent.WithoutTask<>(
              one, new Event.NotTaken(failure.getMessage(), failure instanceof PermissionDenied));
        }
      }
    };
  }

  private Changed<T> follow(Sent<T> sent, Waiting waiting) {
    return switch (sent) {
      case Sent.AsTask<T>(Checked<T> checked, Upid task) ->
          readAnew(checked, task, await(task, waiting));
      // If only the answer was lost, the target may have changed all the same.
      case Sent.WithoutTask<T>(Checked<T> checked, Event.NotTaken event) ->
          readAnewIfPossible(checked, event);
      case Sent.WithoutTask<T>(Checked<T> checked, Event event) ->
          new Changed<>(
              checked.target(),
              event,
              checked.before(),
              checked.before() == null ? null : After.now(checked.before()));
    };
  }

  private Event await(Upid upid, Waiting waiting) {
    try {
      Duration left = wait.minus(Duration.between(waiting.since(), context.now()));
      TaskInfo task =
          reading
              .tasks()
              .await(
                  upid,
                  left.isNegative() ? Duration.ZERO : left,
                  seen -> {
                    tell(seen, waiting);
                    return true;
                  });
      Duration took = Duration.between(waiting.since(), context.now());
      if (!task.state().ended()) {
        context.goesOn();
      }
      return new Event.Tasked(task, took, decisiveLines(task));
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException failure) {
      context.goesOn();
      return new Event.Unwatched(upid.raw(), failure.getMessage());
    }
  }

  /** Progress is the time waited, since nobody knows how far a task is. */
  private void tell(TaskInfo seen, Waiting waiting) {
    if (seen.state().ended()) {
      waiting.ended().incrementAndGet();
    }
    Duration waited = Duration.between(waiting.since(), context.now());
    if (waiting.isNews(waited)) {
      context.progress(
          Math.min(waited.toMillis(), wait.toMillis()) / 1000.0,
          (double) wait.toSeconds(),
          "%s: %d of %d tasks ended"
              .formatted(change.verb(), waiting.ended().get(), waiting.tasks()));
    }
  }

  private List<String> decisiveLines(TaskInfo task) {
    return switch (task.state()) {
      case TaskState.Failed _, TaskState.Warned _ -> {
        List<String> lines = DecisiveLines.of(reading.tasks(), task);
        context.shows(TextClasses.ofLog(lines));
        yield lines;
      }
      case TaskState.Running _, TaskState.Ok _, TaskState.Unknown _ -> List.of();
    };
  }

  /** Of a host that no longer answers nobody knows whether its task still runs. */
  private Changed<T> readAnew(Checked<T> checked, Upid upid, Event event) {
    Optional<TaskInfo> task =
        event instanceof Event.Tasked(TaskInfo seen, _, _) ? Optional.of(seen) : Optional.empty();
    try {
      After after = change.after(reading, checked, task);
      return new Changed<>(checked.target(), event, checked.before(), after);
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException failure) {
      boolean running = task.filter(seen -> !seen.state().ended()).isPresent();
      return new Changed<>(
          checked.target(),
          running ? new Event.Unwatched(upid.raw(), failure.getMessage()) : event,
          checked.before(),
          null);
    }
  }

  private Changed<T> readAnewIfPossible(Checked<T> checked, Event event) {
    try {
      After after = change.after(reading, checked, Optional.empty());
      return new Changed<>(checked.target(), event, checked.before(), after);
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException _) {
      // What was done is told all the same; only the state afterwards is not.
      return new Changed<>(checked.target(), event, checked.before(), null);
    }
  }
}
