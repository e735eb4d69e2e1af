package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Tasks;
import dev.proxmoxmcp.simulator.task.Tasks.Subject;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Starts the tasks that work on guests of one kind. */
final class GuestTasks {
  private final GuestKind kind;
  private final Guests guests;
  private final Tasks tasks;
  private final Function<Call, String> noGuest;

  /**
   * Starts tasks on these guests.
   *
   * @param noGuest the error of a task where there is no such guest
   */
  GuestTasks(GuestKind kind, Guests guests, Tasks tasks, Function<Call, String> noGuest) {
    this.kind = kind;
    this.guests = guests;
    this.tasks = tasks;
    this.noGuest = noGuest;
  }

  /** The guest of a call, if it exists. */
  Optional<Guest> guest(Call call) {
    return guests.find(kind, call.node(), call.vmid());
  }

  /** The same as {@link #start}, for work that no lock of the configuration allows. */
  Answer startUnlocked(Call call, String type, BiConsumer<Task, Guest> work) {
    return start(
        call,
        type,
        (task, guest) -> {
          if (!refusedByLock(task, guest)) {
            work.accept(task, guest);
          }
        });
  }

  /**
   * Starts a task that works on the guest with its file lock held.
   *
   * @return the UPID
   */
  Answer start(Call call, String type, BiConsumer<Task, Guest> work) {
    return start(call, type, noGuest.apply(call), work);
  }

  /** The same with another error where there is no such guest. */
  Answer start(Call call, String type, String noGuest, BiConsumer<Task, Guest> work) {
    Subject subject =
        new Subject(call.node(), type, String.valueOf(call.vmid()), call.caller().tokenId());
    Optional<Guest> guest = guest(call);
    Consumer<Task> whole =
        task ->
            guest.ifPresentOrElse(
                found ->
                    found.configLock().hold(task, lockFile(found), () -> work.accept(task, found)),
                () -> task.fail(noGuest));
    return Answer.of(tasks.start(subject, whole).upid().toString());
  }

  private static String lockFile(Guest guest) {
    return switch (guest.kind()) {
      case QEMU -> "/var/lock/qemu-server/lock-" + guest.vmid() + ".conf";
      case LXC -> "/run/lock/lxc/pve-config-" + guest.vmid() + ".lock";
    };
  }

  /** Interrupts the running tasks of that type which work on the guest of a call. */
  void interrupt(Call call, String type) {
    tasks.running(call.node()).stream()
        .filter(task -> task.upid().type().equals(type))
        .filter(task -> task.upid().id().equals(String.valueOf(call.vmid())))
        .forEach(Task::interrupt);
  }

  /** Whether a lock keeps the task from its work; then it has failed. */
  static boolean refusedByLock(Task task, Guest guest) {
    guest.lock().ifPresent(lock -> task.fail(guest.kind().label() + " is locked (" + lock + ")"));
    return guest.lock().isPresent();
  }
}
