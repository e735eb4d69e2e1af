package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Digest;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The disks of guests: {@code resize}, {@code move_disk}, {@code move_volume}, {@code unlink}. */
public final class DiskRoutes {
  private static final Permission CHANGE = Permission.all("/vms/{vmid}", "VM.Config.Disk");
  private static final Duration RESIZE = Duration.ofSeconds(1);
  private static final Duration MOVE = Duration.ofSeconds(4);

  private final GuestKind kind;
  private final Guests guests;
  private final Disks disks;
  private final GuestTasks tasks;

  private DiskRoutes(GuestKind kind, Guests guests, Disks disks, Tasks tasks) {
    this.kind = kind;
    this.guests = guests;
    this.disks = disks;
    this.tasks =
        new GuestTasks(
            kind, guests, tasks, call -> Guests.noConfiguration(kind, call.node(), call.vmid()));
  }

  /** The tables of both kinds. */
  public static List<Route> routes(Guests guests, Disks disks, Tasks tasks) {
    List<Route> routes = new ArrayList<>();
    for (GuestKind kind : GuestKind.values()) {
      routes.addAll(new DiskRoutes(kind, guests, disks, tasks).routes());
    }
    return routes;
  }

  private List<Route> routes() {
    String path = "/nodes/{node}/" + kind.type() + "/{vmid}";
    String slot = kind == GuestKind.QEMU ? "disk" : "volume";
    Parameter digest = Parameter.text("digest", 40);
    List<Route> routes = new ArrayList<>();
    routes.add(
        Route.put(path + "/resize")
            .needs(CHANGE)
            .takes(
                slots("disk"),
                Parameter.matching("size", "\\+?\\d+(\\.\\d+)?[KMGT]?").mandatory(),
                digest,
                Parameter.flag("skiplock").onlyForRoot())
            .answers(this::resize));
    routes.add(
        Route.post(path + (kind == GuestKind.QEMU ? "/move_disk" : "/move_volume"))
            .needs(CHANGE)
            .takes(
                slots(slot),
                Parameter.storage("storage"),
                Parameter.flag("delete"),
                Parameter.choice("format", "raw", "qcow2", "vmdk"),
                Parameter.integer("bwlimit", 0),
                digest)
            .answers(call -> move(call, call.required(slot))));
    if (kind == GuestKind.QEMU) {
      routes.add(
          Route.put(path + "/unlink")
              .needs(CHANGE)
              .takes(Parameter.text("idlist").mandatory(), Parameter.flag("force"))
              .answers(this::unlink));
    }
    return routes;
  }

  private Parameter slots(String name) {
    List<String> slots = new ArrayList<>();
    if (kind == GuestKind.LXC) {
      slots.add("rootfs");
      IntStream.range(0, 256).forEach(number -> slots.add("mp" + number));
    } else {
      IntStream.range(0, 4).forEach(number -> slots.add("ide" + number));
      IntStream.range(0, 31).forEach(number -> slots.add("scsi" + number));
      IntStream.range(0, 16).forEach(number -> slots.add("virtio" + number));
      IntStream.range(0, 6).forEach(number -> slots.add("sata" + number));
      slots.add("efidisk0");
      slots.add("tpmstate0");
    }
    return Parameter.choice(name, slots.toArray(String[]::new)).mandatory();
  }

  private Answer resize(Call call) {
    String slot = call.required("disk");
    String size = call.required("size");
    Guest known = guests.require(kind, call.node(), call.vmid());
    Digest.require(call, known.digest(), "");
    return tasks.startUnlocked(
        call,
        "resize",
        (task, guest) -> {
          Optional<Disk> disk = Optional.ofNullable(Disks.of(guest.config()).get(slot));
          if (disk.isEmpty()) {
            task.fail("disk '" + slot + "' does not exist");
          } else if (disk.get().volid().endsWith(".subvol")) {
            task.fail("can't resize this image format");
          } else {
            grow(task, guest, disk.get(), size);
          }
        });
  }

  private void grow(Task task, Guest guest, Disk disk, String size) {
    long before = disks.size(guest.node(), disk);
    long bytes = DiskSize.bytes(size.replaceFirst("^\\+", ""));
    long after = size.startsWith("+") ? before + bytes : bytes;
    Optional<Storage> hung = disks.storages().hungAmong(List.of(disk.volid()));
    if (after < before) {
      task.fail("shrinking disks is not supported");
    } else if (hung.isPresent()) {
      task.fail(hung.get().notOnline());
    } else {
      task.after(
          RESIZE,
          () -> {
            disks.replace(guest.node(), disk, disk, after);
            guest.set(disk.slot(), disk.sized(after).setting());
            boolean ofFiles =
                disk.storage().flatMap(disks.storages()::find).filter(Disks::ofFiles).isPresent();
            task.say(
                ofFiles
                    ? "Image resized."
                    : "  Logical volume pve/" + disk.name() + " successfully resized.");
            task.succeed();
          });
    }
  }

  private Answer move(Call call, String slot) {
    Guest known = guests.require(kind, call.node(), call.vmid());
    Digest.require(call, known.digest(), "");
    known.requireUnlocked();
    String target = call.text("storage").orElseThrow(DiskRoutes::noTarget);
    call.require("/storage/" + target, "Datastore.AllocateSpace");
    Disk disk =
        Optional.ofNullable(Disks.of(known.config()).get(slot))
            .orElseThrow(() -> new Refusal.Died("disk '" + slot + "' does not exist"));
    if (disk.storage().filter(target::equals).isPresent()) {
      throw new Refusal.Died("you can't move to the same storage with same format");
    }
    Storage storage = disks.taking(target, kind, "storage");
    boolean delete = call.flag("delete");
    Optional<String> format = call.text("format");
    return tasks.startUnlocked(
        call,
        kind == GuestKind.QEMU ? "qmmove" : "move_volume",
        (task, guest) -> {
          Optional<Storage> hung = disks.storages().hungAmong(List.of(disk.volid(), target + ":"));
          if (hung.isPresent()) {
            task.fail(hung.get().notOnline());
            return;
          }
          String source = disk.storage().orElse("");
          task.say(
              "copying volume '%s' from current storage '%s' to target storage '%s'"
                  .formatted(disk.volid(), source, target));
          copy(task, guest, disk, storage, format, delete);
        });
  }

  private static Refusal noTarget() {
    String both = "both 'storage' and 'target-vmid' missing, either needs to be set";
    return new Refusal.BadParameters(Map.of("storage", both, "target-vmid", both));
  }

  private void copy(
      Task task, Guest guest, Disk disk, Storage storage, Optional<String> format, boolean delete) {
    long size = disks.size(guest.node(), disk);
    task.say("create full clone of drive %s (%s)".formatted(disk.slot(), disk.volid()));
    guest.lock("disk");
    task.whenEnded(guest::unlock);
    task.after(
        MOVE,
        () -> {
          Guest.Identity identity = new Guest.Identity(guest.vmid(), guest.kind(), guest.node());
          Disks.Wanted wanted = new Disks.Wanted(size, format, task.upid().startedAt());
          String volid = disks.allocate(identity, storage, wanted, task::say);
          task.say("allocated target volume '" + volid + "'");
          Transfer.say(task, size);
          guest.set(disk.slot(), disk.on(volid).setting());
          if (delete) {
            task.say("removing source volume '%s' after successful copy".formatted(disk.volid()));
            disks.free(guest.node(), disk, task::say);
          } else {
            ConfigChange.keepUnused(guest, disk);
            task.say("adding source volume '%s' as 'unused0' to config".formatted(disk.volid()));
          }
          task.succeed();
        });
  }

  private Answer unlink(Call call) {
    Guest guest = guests.require(kind, call.node(), call.vmid());
    guest.requireUnlocked();
    for (String slot : call.list("idlist")) {
      Object setting = guest.config().get(slot);
      if (setting == null) {
        continue;
      }
      guest.set(slot, null);
      Disk disk = Disk.of(slot, setting.toString());
      if (call.flag("force") || Disks.isUnused(slot)) {
        disks.free(guest.node(), disk, _ -> {});
      } else {
        ConfigChange.keepUnused(guest, disk);
      }
    }
    return Answer.of(null);
  }
}
