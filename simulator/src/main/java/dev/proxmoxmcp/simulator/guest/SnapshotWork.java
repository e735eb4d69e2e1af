package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.storage.Storages;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Timeline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes, deletes and restores snapshots. While one of that goes on the configuration is locked, so
 * that whoever comes meanwhile fails with that lock.
 */
final class SnapshotWork {
  private static final Duration TAKE = Duration.ofSeconds(1);
  private static final Duration SAVE_MEMORY = Duration.ofSeconds(4);
  private static final Duration DELETE = Duration.ofSeconds(2);
  private static final Duration ROLL_BACK = Duration.ofSeconds(3);
  private static final Pattern DISK =
      Pattern.compile("(?:scsi|virtio|sata|ide|efidisk|tpmstate|mp)\\d+|rootfs");

  private final Timeline timeline;
  private final Storages storages;

  SnapshotWork(Timeline timeline, Storages storages) {
    this.timeline = timeline;
    this.storages = storages;
  }

  void create(Task task, Guest guest, String name, String description, boolean memory) {
    if (guest.snapshots().find(name).isPresent()) {
      task.fail("snapshot name '" + name + "' already used");
      return;
    }
    if (!canSnapshot(guest)) {
      task.fail("snapshot feature is not available");
      return;
    }
    if (disksAreOut(task, guest)) {
      return;
    }
    // What does not run has nothing in memory.
    boolean saves = memory && guest.running();
    guest.snapshots().prepare(name, description, timeline.now(), saves, guest);
    lock(task, guest, "snapshot", () -> guest.snapshots().remove(name));
    if (saves) {
      task.say("saving VM state and RAM using storage 'local-lvm'");
      task.say("2.01 MiB in 0s");
    }
    task.after(
        saves ? SAVE_MEMORY : TAKE,
        () -> {
          if (saves) {
            task.say(
                "completed saving the VM state in %ds, saved %.2f MiB"
                    .formatted(
                        SAVE_MEMORY.toSeconds() - 1,
                        Figures.of(guest, timeline.now()).memory() / 1048576.0));
          }
          disks(guest)
              .forEach((slot, volume) -> {
                if (guest.kind() == GuestKind.QEMU) {
                  task.say("snapshotting 'drive-%s' (%s)".formatted(slot, volume));
                }
                volume(volume, task, "snap_", "_" + name, "created");
              });
          guest.snapshots().complete(name);
          finish(task, guest);
        });
  }

  /** Whether the guest's disks cannot be reached; then the task has failed. */
  private boolean disksAreOut(Task task, Guest guest) {
    Optional<Storage> hung = storages.hungAmong(guest.config().values());
    hung.ifPresent(storage -> task.fail(storage.notOnline()));
    return hung.isPresent();
  }

  void delete(Task task, Guest guest, String name) {
    if (disksAreOut(task, guest)) {
      return;
    }
    guest.snapshots().markDeleted(name);
    lock(task, guest, "snapshot-delete", () -> guest.snapshots().unmark(name));
    task.after(
        DELETE,
        () -> {
          disks(guest)
              .forEach(
                  (_, volume) -> volume(volume, task, "snap_", "_" + name, "successfully removed"));
          guest.snapshots().remove(name);
          finish(task, guest);
        });
  }

  void rollback(Task task, Guest guest, String name, boolean start) {
    Snapshot snapshot = guest.snapshots().require(name);
    if (snapshot.unfinished() != null) {
      task.fail(
          "unable to rollback to incomplete snapshot (snapstate = " + snapshot.unfinished() + ")");
      return;
    }
    if (disksAreOut(task, guest)) {
      return;
    }
    if (guest.running()) {
      guest.stop();
    }
    lock(task, guest, "rollback", () -> {});
    task.after(
        ROLL_BACK,
        () -> {
          disks(guest)
              .forEach((_, volume) -> {
                volume(volume, task, "", "", "successfully removed");
                volume(volume, task, "", "", "created");
              });
          guest.restore(snapshot.held());
          guest.snapshots().goBackTo(name);
          if (snapshot.withMemory() || start) {
            guest.start(timeline.now());
          }
          task.succeed();
        });
  }

  /**
   * Locks the configuration until the task has ended, and lets others get that far.
   *
   * @param undo what becomes of half a work
   */
  private static void lock(Task task, Guest guest, String reason, Runnable undo) {
    guest.lock(reason);
    task.whenEnded(() -> {
      if (guest.lock().filter(reason::equals).isPresent()) {
        guest.unlock();
        undo.run();
      }
    });
    guest.configLock().release(task);
  }

  private static void finish(Task task, Guest guest) {
    guest.unlock();
    task.succeed();
  }

  /**
   * A storage of files has snapshots of VM disks, in their qcow2 files, and none of directories.
   */
  private boolean canSnapshot(Guest guest) {
    return guest.kind() == GuestKind.QEMU
        || Disks.of(guest.config()).values().stream()
            .noneMatch(
                disk -> disk.storage().flatMap(storages::find).filter(Disks::ofFiles).isPresent());
  }

  /** Slot to volume id, in the order of the configuration; no CD-ROMs. */
  private static Map<String, String> disks(Guest guest) {
    Map<String, String> disks = new LinkedHashMap<>();
    guest
        .config()
        .forEach((slot, value) -> {
          String text = String.valueOf(value);
          if (DISK.matcher(slot).matches() && !text.contains("media=cdrom")) {
            disks.put(slot, text.split(",", 2)[0]);
          }
        });
    return disks;
  }

  /** What LVM says; other storages say nothing. */
  private static void volume(String volid, Task task, String before, String after, String done) {
    if (volid.startsWith("local-lvm:")) {
      String name = volid.substring(volid.indexOf(':') + 1);
      task.say("  Logical volume \"%s%s%s\" %s.".formatted(before, name, after, done));
    }
  }
}
