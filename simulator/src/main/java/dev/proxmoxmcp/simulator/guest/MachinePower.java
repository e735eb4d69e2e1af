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

/** {@code /nodes/{node}/qemu/{vmid}/status/…}: switches VMs on and off. */
public final class MachinePower {
  private final GuestTasks tasks;
  private final StartWork starting;
  private final StopWork stopping;

  /** Routes to these guests. */
  public MachinePower(Guests guests, Tasks tasks, Timeline timeline) {
    this.tasks = new GuestTasks(GuestKind.QEMU, guests, tasks, MachinePower::noConfiguration);
    this.starting = new StartWork(timeline, PowerTimes.VM_START);
    this.stopping = new StopWork(timeline);
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        power("start")
            .takes(
                SKIP_LOCK,
                TIMEOUT,
                Parameter.text("force-cpu").onlyForRoot(),
                Parameter.text("machine"),
                Parameter.text("migratedfrom").onlyForRoot(),
                Parameter.text("migration_network").onlyForRoot(),
                Parameter.choice("migration_type", "secure", "insecure").onlyForRoot(),
                Parameter.text("nets-host-mtu").onlyForRoot(),
                Parameter.text("stateuri", 128).onlyForRoot(),
                Parameter.text("targetstorage").onlyForRoot(),
                Parameter.flag("with-conntrack-state").onlyForRoot())
            .answers(this::start),
        power("stop")
            .takes(
                SKIP_LOCK,
                TIMEOUT,
                Parameter.flag("keepActive").onlyForRoot(),
                Parameter.text("migratedfrom").onlyForRoot(),
                Parameter.flag("overrule-shutdown"))
            .answers(this::stop),
        power("shutdown")
            .takes(
                SKIP_LOCK,
                TIMEOUT,
                Parameter.flag("forceStop"),
                Parameter.flag("keepActive").onlyForRoot())
            .answers(this::shutdown),
        power("reboot").takes(TIMEOUT).answers(this::reboot),
        power("reset").takes(SKIP_LOCK).answers(this::reset),
        power("suspend")
            .takes(
                SKIP_LOCK,
                Parameter.storage("statestorage").with("todisk"),
                Parameter.flag("todisk"))
            .answers(this::suspend),
        power("resume")
            .takes(SKIP_LOCK, Parameter.flag("nocheck").onlyForRoot())
            .answers(this::resume));
  }

  private static Route.Draft power(String action) {
    return PowerEndpoint.of(GuestKind.QEMU, action);
  }

  private Answer start(Call call) {
    String noGuest = Guests.noConfiguration(GuestKind.QEMU, call.node(), call.vmid());
    return tasks.start(call, "qmstart", noGuest, this::startWork);
  }

  private void startWork(Task task, Guest guest) {
    boolean hibernated = guest.lock().filter(StartWork.HIBERNATED::equals).isPresent();
    if (guest.template()) {
      task.fail("you can't start a vm if it's a template");
    } else if (!hibernated && refusedByLock(task, guest)) {
      return;
    } else if (guest.running()) {
      task.fail("VM " + guest.vmid() + " already running");
    } else {
      if (hibernated) {
        task.say("Resuming suspended VM");
      }
      starting.begin(task, guest);
    }
  }

  private Answer stop(Call call) {
    if (call.flag("overrule-shutdown")) {
      tasks.interrupt(call, "qmshutdown");
    }
    return tasks.start(
        call,
        "qmstop",
        (task, guest) -> {
          if (!guest.running()) {
            task.succeed();
          } else if (!refusedByLock(task, guest)) {
            stopping.stop(task, guest);
          }
        });
  }

  private Answer shutdown(Call call) {
    boolean force = call.flag("forceStop");
    boolean paused =
        tasks.guest(call).filter(guest -> guest.state() == Guest.State.PAUSED).isPresent();
    if (paused && !force) {
      throw new Refusal.Died("VM is paused - cannot shutdown");
    }
    Duration limit = PowerTimes.limit(call);
    return tasks.start(
        call,
        "qmshutdown",
        (task, guest) -> {
          if (!guest.running()) {
            task.succeed();
          } else if (refusedByLock(task, guest)) {
            return;
          } else if (paused) {
            task.say("VM is paused - stop instead of shutdown");
            stopping.stop(task, guest);
          } else {
            stopping.shutDown(task, guest, limit, () -> notShutDown(task, guest, force));
          }
        });
  }

  private void notShutDown(Task task, Guest guest, boolean force) {
    if (guest.setting("agent").isPresent()) {
      task.say(
          "QEMU Guest Agent is not running - VM %d qga command 'guest-ping' failed - got timeout"
              .formatted(guest.vmid()));
    }
    if (force) {
      task.say("VM quit/powerdown failed - terminating now with SIGTERM");
      stopping.stop(task, guest);
    } else {
      task.fail("VM quit/powerdown failed - got timeout");
    }
  }

  private Answer reboot(Call call) {
    requireRunning(call);
    Duration limit = PowerTimes.limit(call);
    return tasks.startUnlocked(
        call,
        "qmreboot",
        (task, guest) ->
            stopping.reboot(task, guest, limit, () -> notShutDown(task, guest, false)));
  }

  private Answer reset(Call call) {
    requireRunning(call);
    return tasks.startUnlocked(
        call, "qmreset", (task, guest) -> task.after(PowerTimes.RESET, task::succeed));
  }

  private Answer suspend(Call call) {
    boolean toDisk = call.flag("todisk");
    if (toDisk) {
      call.require("/vms/" + call.vmid(), "VM.Config.Disk");
    }
    requireRunning(call);
    return toDisk
        ? tasks.startUnlocked(call, "qmsuspend", MachinePower::hibernate)
        : tasks.startUnlocked(call, "qmpause", MachinePower::pause);
  }

  private static void pause(Task task, Guest guest) {
    task.after(
        PowerTimes.PAUSE,
        () -> {
          guest.pause();
          task.succeed();
        });
  }

  private static void hibernate(Task task, Guest guest) {
    guest.lock("suspending");
    task.whenEnded(() -> {
      if (guest.running()) {
        guest.unlock();
      }
    });
    task.say("State saved, quitting");
    task.after(
        PowerTimes.HIBERNATE,
        () -> {
          guest.stop();
          guest.lock(StartWork.HIBERNATED);
          task.succeed();
        });
  }

  private Answer resume(Call call) {
    boolean hibernated =
        tasks.guest(call).flatMap(Guest::lock).filter(StartWork.HIBERNATED::equals).isPresent();
    if (!hibernated) {
      requireRunning(call);
    }
    return tasks.start(
        call,
        "qmresume",
        (task, guest) -> {
          if (hibernated) {
            startWork(task, guest);
          } else if (!refusedByLock(task, guest)) {
            task.after(
                PowerTimes.RESUME,
                () -> {
                  guest.resume();
                  task.succeed();
                });
          }
        });
  }

  /** What must hold before there is a task at all. */
  private void requireRunning(Call call) {
    Guest guest = tasks.guest(call).orElseThrow(() -> new Refusal.Died(noConfiguration(call)));
    if (!guest.running()) {
      throw new Refusal.Died("VM " + call.vmid() + " not running");
    }
  }

  /** Measured: a start says it in other words. */
  private static String noConfiguration(Call call) {
    return "unable to find configuration file for VM %d on node '%s'"
        .formatted(call.vmid(), call.node());
  }
}
