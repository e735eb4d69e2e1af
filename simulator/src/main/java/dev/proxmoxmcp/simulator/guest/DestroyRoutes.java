package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code DELETE /nodes/{node}/qemu/{vmid}} and {@code lxc}: takes guests away with their disks. */
public final class DestroyRoutes {
  private static final Permission ALLOCATE = Permission.all("/vms/{vmid}", "VM.Allocate");
  private static final Duration TAKES = Duration.ofSeconds(1);

  private final GuestKind kind;
  private final Guests guests;
  private final Disks disks;
  private final GuestTasks tasks;

  private DestroyRoutes(GuestKind kind, Guests guests, Disks disks, Tasks tasks) {
    this.kind = kind;
    this.guests = guests;
    this.disks = disks;
    this.tasks =
        new GuestTasks(
            kind, guests, tasks, call -> Guests.noConfiguration(kind, call.node(), call.vmid()));
  }

  /** The tables of both kinds. */
  public static List<Route> routes(Guests guests, Disks disks, Tasks tasks) {
    return Stream.of(GuestKind.values())
        .map(kind -> new DestroyRoutes(kind, guests, disks, tasks).route())
        .toList();
  }

  private Route route() {
    List<Parameter> takes =
        new ArrayList<>(
            List.of(Parameter.flag("purge"), Parameter.flag("destroy-unreferenced-disks")));
    takes.add(
        kind == GuestKind.QEMU
            ? Parameter.flag("skiplock").onlyForRoot()
            : Parameter.flag("force"));
    return Route.delete("/nodes/{node}/" + kind.type() + "/{vmid}")
        .needs(ALLOCATE)
        .takes(takes)
        .answers(this::destroy);
  }

  private Answer destroy(Call call) {
    Guest known = guests.require(kind, call.node(), call.vmid());
    String label = kind.label() + " " + call.vmid();
    if (known.setting("protection").filter("1"::equals).isPresent()) {
      throw new Refusal.Died("can't remove " + label + " - protection mode enabled");
    }
    boolean purge = call.flag("purge");
    if (known.haState().isPresent() && !purge) {
      throw new Refusal.Died(
          "unable to remove %s - used in HA resources and purge parameter not set."
              .formatted(label));
    }
    if (known.running()) {
      switch (kind) {
        case QEMU -> throw new Refusal.Died(label + " is running - destroy failed");
        case LXC -> {
          if (!call.flag("force")) {
            throw new Refusal.Died("unable to destroy " + label + " - container is running");
          }
        }
      }
    }
    return tasks.startUnlocked(
        call,
        kind == GuestKind.QEMU ? "qmdestroy" : "vzdestroy",
        (task, guest) -> destroy(task, guest, purge));
  }

  private void destroy(Task task, Guest guest, boolean purge) {
    List<Disk> all =
        guest.config().entrySet().stream()
            .filter(entry ->
                Disks.isUnused(entry.getKey())
                    || Disks.isDisk(entry.getKey(), entry.getValue())
                    || entry.getValue().toString().contains("-cloudinit"))
            .map(entry -> Disk.of(entry.getKey(), entry.getValue().toString()))
            .toList();
    Optional<Disk> base = all.stream().filter(disk -> disks.inUse(guest.node(), disk)).findFirst();
    if (base.isPresent()) {
      task.fail("base volume '%s' is still in use by linked cloned".formatted(base.get().volid()));
      return;
    }
    if (guest.running()) {
      guest.stop();
    }
    task.after(
        TAKES,
        () -> {
          all.forEach(disk -> disks.free(guest.node(), disk, task::say));
          guests.remove(guest.vmid());
          if (purge) {
            task.say(
                "purging %s %d from related configurations.."
                    .formatted(guest.kind().label(), guest.vmid()));
          }
          task.succeed();
        });
  }
}
