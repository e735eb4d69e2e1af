package dev.proxmoxmcp.simulator.guest;

import static dev.proxmoxmcp.simulator.guest.GuestTasks.refusedByLock;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Tasks;
import dev.proxmoxmcp.simulator.task.Timeline;
import java.time.Duration;
import java.util.List;

/**
 * {@code /nodes/{node}/lxc/{vmid}/status/…}: switches containers on and off. Unlike with VMs, a
 * container in the wrong state is refused at once.
 */
public final class ContainerPower {
  private static final Permission POWER = Permission.all("/vms/{vmid}", "VM.PowerMgmt");
  private static final Parameter SKIP_LOCK = Parameter.flag("skiplock").onlyForRoot();
  private static final Parameter TIMEOUT = Parameter.integer("timeout", 0);

  private final GuestTasks tasks;
  private final Timeline timeline;
  private final StartWork starting;

  /** Routes to these guests. */
  public ContainerPower(Guests guests, Tasks tasks, Timeline timeline) {
    this.tasks = new GuestTasks(GuestKind.LXC, guests, tasks);
    this.timeline = timeline;
    this.starting = new StartWork(timeline, PowerTimes.CONTAINER_START);
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        power("start").takes(SKIP_LOCK, Parameter.flag("debug")).answers(this::start),
        power("stop").takes(SKIP_LOCK, Parameter.flag("overrule-shutdown")).answers(this::stop),
        power("shutdown").takes(TIMEOUT, Parameter.flag("forceStop")).answers(this::shutdown),
        power("reboot").takes(TIMEOUT).answers(this::reboot),
        power("suspend").answers(this::suspend),
        power("resume").answers(this::resume));
  }

  private static Route.Draft power(String action) {
    return Route.post("/nodes/{node}/lxc/{vmid}/status/" + action).needs(POWER);
  }

  private Answer start(Call call) {
    refuseRunning(call);
    return tasks.start(
        call,
        "vzstart",
        noConfiguration(call),
        (task, guest) -> {
          if (guest.template()) {
            task.fail("you can't start a CT if it's a template");
          } else if (!refusedByLock(task, guest)) {
            starting.begin(task, guest);
          }
        });
  }

  private void refuseRunning(Call call) {
    if (tasks.guest(call).filter(Guest::running).isPresent()) {
      throw new Refusal.Died("CT " + call.vmid() + " already running");
    }
  }

  private Answer stop(Call call) {
    requireRunning(call, "CT");
    if (call.flag("overrule-shutdown")) {
      tasks.interrupt(call, "vzshutdown");
    }
    return tasks.start(
        call,
        "vzstop",
        noConfiguration(call),
        (task, guest) -> {
          if (!refusedByLock(task, guest)) {
            task.after(PowerTimes.STOP, () -> stopped(task, guest));
          }
        });
  }

  private static void stopped(Task task, Guest guest) {
    guest.stop();
    task.succeed();
  }

  private Answer shutdown(Call call) {
    requireRunning(call, "CT");
    Duration limit = PowerTimes.limit(call);
    boolean force = call.flag("forceStop");
    return tasks.start(
        call,
        "vzshutdown",
        noConfiguration(call),
        (task, guest) -> {
          if (refusedByLock(task, guest)) {
            return;
          }
          if (guest.temper().shutdown().compareTo(limit) <= 0) {
            task.after(guest.temper().shutdown(), () -> stopped(task, guest));
          } else if (force) {
            task.after(limit, () -> stopped(task, guest));
          } else {
            task.after(limit, () -> notShutDown(task, guest, limit));
          }
        });
  }

  private static void notShutDown(Task task, Guest guest, Duration limit) {
    task.fail(
        "command 'lxc-stop -n %d --nokill --timeout %d' failed: exit code 1"
            .formatted(guest.vmid(), limit.toSeconds()));
  }

  private Answer reboot(Call call) {
    // Measured: this one says VM.
    requireRunning(call, "VM");
    Duration limit = PowerTimes.limit(call);
    return tasks.start(
        call,
        "vzreboot",
        noConfiguration(call),
        (task, guest) -> {
          if (refusedByLock(task, guest)) {
            return;
          }
          if (guest.temper().shutdown().compareTo(limit) > 0) {
            task.after(limit, () -> notShutDown(task, guest, limit));
          } else {
            task.after(guest.temper().shutdown(), () -> restart(task, guest));
          }
        });
  }

  private void restart(Task task, Guest guest) {
    guest.stop();
    task.after(
        PowerTimes.RESTART,
        () -> {
          guest.start(timeline.now());
          task.succeed();
        });
  }

  /** Fails as it does on nearly every host: CRIU cannot checkpoint a usual container. */
  private Answer suspend(Call call) {
    requireRunning(call, "CT");
    return tasks.start(
        call,
        "vzsuspend",
        noConfiguration(call),
        (task, guest) -> {
          if (!refusedByLock(task, guest)) {
            task.after(
                PowerTimes.PAUSE,
                () ->
                    task.fail(
                        "command 'lxc-checkpoint -n %d -s -D /var/liblxc/%d' failed: exit code 1"
                            .formatted(guest.vmid(), guest.vmid())));
          }
        });
  }

  private Answer resume(Call call) {
    refuseRunning(call);
    return tasks.start(
        call,
        "vzresume",
        noConfiguration(call),
        (task, guest) -> {
          if (!refusedByLock(task, guest)) {
            task.fail(
                "command 'lxc-checkpoint -n %d -r --foreground -D /var/liblxc/%d' failed: exit code 1"
                    .formatted(guest.vmid(), guest.vmid()));
          }
        });
  }

  private void requireRunning(Call call, String label) {
    if (tasks.guest(call).filter(Guest::running).isEmpty()) {
      throw new Refusal.Died(label + " " + call.vmid() + " not running");
    }
  }

  private static String noConfiguration(Call call) {
    return Guests.noConfiguration(GuestKind.LXC, call.node(), call.vmid());
  }
}
