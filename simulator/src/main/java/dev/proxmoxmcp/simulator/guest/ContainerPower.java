package dev.proxmoxmcp.simulator.guest;

import static dev.proxmoxmcp.simulator.guest.GuestTasks.refusedByLock;
import static dev.proxmoxmcp.simulator.guest.PowerEndpoint.SKIP_LOCK;
import static dev.proxmoxmcp.simulator.guest.PowerEndpoint.TIMEOUT;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
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
  private final GuestTasks tasks;
  private final StartWork starting;
  private final StopWork stopping;

  /** Routes to these guests. */
  public ContainerPower(Guests guests, Tasks tasks, Timeline timeline) {
    this.tasks = new GuestTasks(GuestKind.LXC, guests, tasks, ContainerPower::noConfiguration);
    this.starting = new StartWork(timeline, PowerTimes.CONTAINER_START);
    this.stopping = new StopWork(timeline);
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
    return PowerEndpoint.of(GuestKind.LXC, action);
  }

  private Answer start(Call call) {
    refuseRunning(call);
    return tasks.start(
        call,
        "vzstart",
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
    return tasks.startUnlocked(call, "vzstop", stopping::stop);
  }

  private Answer shutdown(Call call) {
    requireRunning(call, "CT");
    Duration limit = PowerTimes.limit(call);
    boolean force = call.flag("forceStop");
    return tasks.startUnlocked(
        call,
        "vzshutdown",
        (task, guest) ->
            stopping.shutDown(
                task,
                guest,
                limit,
                () -> {
                  if (force) {
                    stopping.stopped(task, guest);
                  } else {
                    notShutDown(task, guest, limit);
                  }
                }));
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
    return tasks.startUnlocked(
        call,
        "vzreboot",
        (task, guest) ->
            stopping.reboot(task, guest, limit, () -> notShutDown(task, guest, limit)));
  }

  /** Fails as it does on nearly every host: CRIU cannot checkpoint a usual container. */
  private Answer suspend(Call call) {
    requireRunning(call, "CT");
    return tasks.startUnlocked(
        call,
        "vzsuspend",
        (task, guest) ->
            task.after(
                PowerTimes.PAUSE,
                () ->
                    task.fail(
                        "command 'lxc-checkpoint -n %d -s -D /var/liblxc/%d' failed: exit code 1"
                            .formatted(guest.vmid(), guest.vmid()))));
  }

  private Answer resume(Call call) {
    refuseRunning(call);
    return tasks.startUnlocked(
        call,
        "vzresume",
        (task, guest) ->
            task.fail(
                "command 'lxc-checkpoint -n %d -r --foreground -D /var/liblxc/%d' failed: exit code 1"
                    .formatted(guest.vmid(), guest.vmid())));
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
