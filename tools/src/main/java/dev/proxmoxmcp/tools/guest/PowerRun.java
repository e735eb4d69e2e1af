package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Outgoing;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One action on some guests: looks at each as it is now, asks the guard for all requests together,
 * sends them one after the other, and waits for their tasks side by side.
 */
final class PowerRun {
  private static final int LOG_LINES = 40;

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

  private record Checked(GuestResource guest, GuestStatus status, PowerCheck check) {
    boolean goes() {
      return check instanceof PowerCheck.Go;
    }
  }

  /** A guest and the task that Proxmox made for it, or what stood in the way. */
  private record Sent(Checked checked, @Nullable Upid task, Event otherwise) {}

  /** Results in the order of {@code guests}. */
  List<PowerResult> on(List<GuestResource> guests) throws InterruptedException {
    List<Checked> checked =
        Together.all(guests.stream().<Callable<Checked>>map(guest -> () -> check(guest)).toList());
    List<Outgoing> steps =
        checked.stream()
            .filter(Checked::goes)
            .<Outgoing>map(
                one -> reading.guests().powerRequest(one.guest().ref(), action, options()))
            .toList();
    BoundCluster granted = context.granted(steps);
    List<Sent> sent = new ArrayList<>();
    for (Checked one : checked) {
      sent.add(send(granted, one));
    }
    Instant started = context.now();
    AtomicInteger ended = new AtomicInteger();
    return Together.all(
        sent.stream()
            .<Callable<PowerResult>>map(one -> () -> follow(one, started, ended, steps.size()))
            .toList());
  }

  private static PowerOptions options() {
    return PowerOptions.standard();
  }

  private Checked check(GuestResource guest) {
    GuestStatus status = reading.guests().status(guest.ref());
    return new Checked(guest, status, PowerCheck.of(action, status));
  }

  private Sent send(BoundCluster granted, Checked one) {
    return switch (one.check()) {
      case PowerCheck.AlreadyThere _ -> new Sent(one, null, new Event.AlreadyThere());
      case PowerCheck.Pointless(String why) -> new Sent(one, null, new Event.Pointless(why));
      case PowerCheck.Go _ -> {
        try {
          Upid task = granted.guests().power(one.guest().ref(), action, options());
          yield new Sent(one, task, new Event.AlreadyThere());
        } catch (Refused stopped) {
          throw stopped;
        } catch (ProxmoxException failure) {
          yield new Sent(one, null, new Event.NotTaken(String.valueOf(failure.getMessage())));
        }
      }
    };
  }

  private PowerResult follow(Sent sent, Instant started, AtomicInteger ended, int total) {
    GuestResource guest = sent.checked().guest();
    if (sent.task() == null) {
      // If only the answer was lost, the guest may have changed all the same.
      boolean mayHaveChanged = sent.otherwise() instanceof Event.NotTaken;
      return new PowerResult(
          guest, sent.otherwise(), mayHaveChanged ? stateNow(guest) : stateBefore(sent.checked()));
    }
    Event event = await(sent.task(), started);
    int done = ended.incrementAndGet();
    context.progress(done, total, GuestWords.title(guest) + ": " + done + " of " + total);
    return new PowerResult(guest, event, stateNow(guest));
  }

  private Event await(Upid upid, Instant started) {
    try {
      Duration left = wait.minus(Duration.between(started, context.now()));
      TaskInfo task =
          reading.tasks().await(upid, left.isNegative() ? Duration.ZERO : left, _ -> true);
      Duration took = Duration.between(started, context.now());
      return new Event.Tasked(task, took, decisiveLines(task));
    } catch (ProxmoxException failure) {
      return new Event.Unwatched(upid.raw(), String.valueOf(failure.getMessage()));
    }
  }

  private List<String> decisiveLines(TaskInfo task) {
    return switch (task.state()) {
      case TaskState.Failed _, TaskState.Warned _ ->
          DecisiveLines.of(reading.tasks().logTail(task.upid(), LOG_LINES).texts());
      case TaskState.Running _, TaskState.Ok _, TaskState.Unknown _ -> List.of();
    };
  }

  private static String stateBefore(Checked one) {
    return one.status().template() ? GuestWords.TEMPLATE : GuestWords.state(one.status().state());
  }

  private @Nullable String stateNow(GuestResource guest) {
    try {
      return GuestWords.state(reading.guests().status(guest.ref()).state());
    } catch (ProxmoxException _) {
      // What was done is told all the same; only the state afterwards is not.
      return null;
    }
  }
}
