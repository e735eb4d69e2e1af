package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Refused;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.guest.GuestStatus;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.TaskState;
import dev.proxmoxmcp.client.task.Upid;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.guest.PowerResult.Event;
import dev.proxmoxmcp.tools.task.DecisiveLines;
import dev.proxmoxmcp.tools.task.TaskWords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One action on some guests: looks at each as it is now, asks the guard for all requests together,
 * sends them one after the other, and waits for their tasks side by side.
 */
final class PowerRun {
  private final CallContext context;
  private final BoundCluster reading;
  private final PowerAction action;
  private final Duration wait;

  PowerRun(CallContext context, PowerAction action, Duration wait) {
    this.context = context;
    this.reading = context.cluster();
    this.action = action;
    this.wait = wait;
  }

  /**
   * A guest, looked at.
   *
   * @param stateBefore "running", "stopped", …; null if it could not be read
   */
  private record Checked(GuestResource guest, PowerCheck check, @Nullable String stateBefore) {}

  /** What became of the request. */
  private sealed interface Sent {
    /** There is no task: nothing was sent, or Proxmox did not take it. */
    record WithoutTask(Checked checked, Event event) implements Sent {}

    /** Proxmox does it. */
    record AsTask(Checked checked, Upid task) implements Sent {}
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

  /** Results in the order of {@code guests}. */
  List<PowerResult> on(List<GuestResource> guests) throws InterruptedException {
    List<Checked> checked =
        Together.all(guests.stream().<Callable<Checked>>map(guest -> () -> check(guest)).toList());
    List<Outgoing> steps =
        checked.stream()
            .filter(one -> one.check() instanceof PowerCheck.Go)
            .<Outgoing>map(
                one -> reading.guests().powerRequest(one.guest().ref(), action, options()))
            .toList();
    BoundCluster granted = context.granted(steps);
    List<Sent> sent = new ArrayList<>();
    for (Checked one : checked) {
      sent.add(send(granted, one));
    }
    Waiting waiting =
        new Waiting(context.now(), steps.size(), new AtomicInteger(), new AtomicLong(-1));
    return Together.all(
        sent.stream().<Callable<PowerResult>>map(one -> () -> follow(one, waiting)).toList());
  }

  private static PowerOptions options() {
    return PowerOptions.standard();
  }

  /** What cannot be read about one guest must not stop the others. */
  private Checked check(GuestResource guest) {
    try {
      GuestStatus status = reading.guests().status(guest.ref());
      String state = status.template() ? GuestWords.TEMPLATE : GuestWords.state(status.state());
      return new Checked(guest, unlessBusy(guest, PowerCheck.of(action, status)), state);
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException failure) {
      return new Checked(guest, new PowerCheck.Unreadable(failure.getMessage()), null);
    }
  }

  /**
   * What runs on the guest now can undo what the state says: a guest that shuts down still reads
   * "running". Only stop and reset may come in between, because they end what hangs.
   */
  private PowerCheck unlessBusy(GuestResource guest, PowerCheck check) {
    boolean breaksIn = action == PowerAction.STOP || action == PowerAction.RESET;
    if (check instanceof PowerCheck.Pointless || breaksIn) {
      return check;
    }
    return GuestTasks.switching(reading, guest.ref())
        .<PowerCheck>map(task ->
            new PowerCheck.Pointless(
                "another task of it, %s, is %s (%s); guest_get shows how it ends"
                    .formatted(
                        TaskWords.type(task), TaskWords.outcome(task, context.now()), task.upid())))
        .orElse(check);
  }

  private Sent send(BoundCluster granted, Checked one) {
    return switch (one.check()) {
      case PowerCheck.AlreadyThere _ -> new Sent.WithoutTask(one, new Event.AlreadyThere());
      case PowerCheck.Pointless(String why) -> new Sent.WithoutTask(one, new Event.Pointless(why));
      case PowerCheck.Unreadable(String message) ->
          new Sent.WithoutTask(one, new Event.Pointless("it could not be looked at. " + message));
      case PowerCheck.Go _ -> {
        try {
          Upid task = granted.guests().power(one.guest().ref(), action, options());
          yield new Sent.AsTask(one, task);
        } catch (Refused | Interrupted stop) {
          throw stop;
        } catch (ProxmoxException failure) {
          yield new Sent.WithoutTask(
              one, new Event.NotTaken(failure.getMessage(), failure instanceof PermissionDenied));
        }
      }
    };
  }

  private PowerResult follow(Sent sent, Waiting waiting) {
    return switch (sent) {
      case Sent.AsTask(Checked checked, Upid task) ->
          withStateNow(checked.guest(), task, await(task, waiting));
      // If only the answer was lost, the guest may have changed all the same.
      case Sent.WithoutTask(Checked checked, Event.NotTaken event) ->
          new PowerResult(checked.guest(), event, stateNow(checked.guest()));
      case Sent.WithoutTask(Checked checked, Event event) ->
          new PowerResult(checked.guest(), event, checked.stateBefore());
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
      return new Event.Tasked(task, took, decisiveLines(task));
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException failure) {
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
              .formatted(action.pathText(), waiting.ended().get(), waiting.tasks()));
    }
  }

  private List<String> decisiveLines(TaskInfo task) {
    return switch (task.state()) {
      case TaskState.Failed _, TaskState.Warned _ -> DecisiveLines.of(reading.tasks(), task);
      case TaskState.Running _, TaskState.Ok _, TaskState.Unknown _ -> List.of();
    };
  }

  /** Of a host that no longer answers nobody knows whether its task still runs. */
  private PowerResult withStateNow(GuestResource guest, Upid upid, Event event) {
    try {
      return new PowerResult(guest, event, readState(guest));
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException failure) {
      boolean running = event instanceof Event.Tasked(TaskInfo task, _, _) && !task.state().ended();
      return new PowerResult(
          guest, running ? new Event.Unwatched(upid.raw(), failure.getMessage()) : event, null);
    }
  }

  private String readState(GuestResource guest) {
    return GuestWords.state(reading.guests().status(guest.ref()).state());
  }

  private @Nullable String stateNow(GuestResource guest) {
    try {
      return readState(guest);
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException _) {
      // What was done is told all the same; only the state afterwards is not.
      return null;
    }
  }
}
