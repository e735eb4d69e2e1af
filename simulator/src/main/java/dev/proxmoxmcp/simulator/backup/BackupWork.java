package dev.proxmoxmcp.simulator.backup;

import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.GuestKind;
import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.storage.Storages;
import dev.proxmoxmcp.simulator.storage.Volume;
import dev.proxmoxmcp.simulator.storage.Volumes;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Backs up guests one after the other, as vzdump does: each is locked meanwhile, one that fails
 * does not keep the others from their turn, and the log has the lines of a real one.
 */
final class BackupWork {
  private static final long GIB = 1L << 30;
  private static final Duration LEAST = Duration.ofSeconds(3);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Guests guests;
  private final Storages storages;
  private final Volumes volumes;
  private final Timeline timeline;

  BackupWork(Guests guests, Storages storages, Volumes volumes, Timeline timeline) {
    this.guests = guests;
    this.storages = storages;
    this.volumes = volumes;
    this.timeline = timeline;
  }

  void begin(Task task, Order order) {
    info(task, "starting new backup job: " + order.command());
    next(task, order, new ArrayDeque<>(order.vmids()), new ArrayList<>());
  }

  private void next(Task task, Order order, Deque<String> waiting, List<String> failed) {
    while (!waiting.isEmpty()) {
      String vmid = waiting.removeFirst();
      Optional<Guest> guest =
          guests.find(Integer.parseInt(vmid)).filter(found -> found.node().equals(order.node()));
      Instant now = timeline.now();
      if (guest.isEmpty()) {
        failed.add(vmid);
        error(task, "Backup of VM " + vmid + " failed - unable to find VM '" + vmid + "'");
        info(task, "Failed at " + MOMENT.format(now));
        continue;
      }
      info(task, "Starting Backup of VM %s (%s)".formatted(vmid, guest.get().kind().type()));
      info(task, "Backup started at " + MOMENT.format(now));
      info(task, "status = " + (guest.get().running() ? "running" : "stopped"));
      Optional<String> obstacle = obstacle(guest.get());
      if (obstacle.isPresent()) {
        failed.add(vmid);
        error(task, "Backup of VM %s failed - %s".formatted(vmid, obstacle.get()));
        info(task, "Failed at " + MOMENT.format(now));
        continue;
      }
      backUp(task, order, guest.get(), () -> next(task, order, waiting, failed));
      return;
    }
    info(task, "Backup job finished " + (failed.isEmpty() ? "successfully" : "with errors"));
    if (failed.isEmpty()) {
      task.succeed();
    } else {
      task.fail("job errors");
    }
  }

  /** What keeps a guest from being backed up: a lock, or disks that cannot be reached. */
  private Optional<String> obstacle(Guest guest) {
    return guest
        .lock()
        .map(lock -> guest.kind().label() + " is locked (" + lock + ")")
        .or(() -> storages.hungAmong(guest.config().values()).map(Storage::notOnline));
  }

  private void backUp(Task task, Order order, Guest guest, Runnable then) {
    Instant start = timeline.now();
    long size = archiveSize(guest);
    Volume archive = archive(order, guest, start, size);
    introduce(task, order, guest, archive);
    guest.lock("backup");
    boolean halted =
        order.mode().equals("stop") && guest.kind() == GuestKind.LXC && guest.running();
    if (halted) {
      info(task, "stopping virtual guest");
      guest.stop();
    }
    AtomicBoolean done = new AtomicBoolean();
    task.whenEnded(() -> {
      if (!done.get()) {
        guest.unlock();
      }
    });
    Duration takes = takes(size);
    task.after(
        takes,
        () -> {
          done.set(true);
          guest.unlock();
          if (halted) {
            info(task, "restarting vm");
            guest.start(timeline.now());
          }
          finish(task, order, guest, archive, takes);
          then.run();
        });
  }

  private static void introduce(Task task, Order order, Guest guest, Volume archive) {
    info(task, "backup mode: " + order.mode());
    info(task, "ionice priority: 7");
    info(task, guest.kind().label() + " Name: " + guest.name());
    if (guest.kind() == GuestKind.QEMU) {
      guest
          .setting("scsi0")
          .ifPresent(disk ->
              info(
                  task,
                  "include disk 'scsi0' '%s' %dG"
                      .formatted(disk.split(",", 2)[0], guest.size().disk() / GIB)));
    } else {
      info(task, "including mount point rootfs ('/') in backup");
    }
    info(
        task,
        order.storage().type().equals("pbs")
            ? "creating Proxmox Backup Server archive '%s'".formatted(afterBackup(archive.volid()))
            : "creating vzdump archive '%s/dump/%s'"
                .formatted(
                    order.storage().place().getOrDefault("path", "/mnt/pve"),
                    afterBackup(archive.volid())));
  }

  /** What stands behind {@code storage:backup/}. */
  private static String afterBackup(String volid) {
    return volid.substring(volid.indexOf('/') + 1);
  }

  private void finish(Task task, Order order, Guest guest, Volume archive, Duration took) {
    volumes.write(order.storage(), order.node(), archive);
    volumes.save(archive.volid(), guest.config());
    if (!order.storage().type().equals("pbs")) {
      info(task, "archive file size: %dMB".formatted(archive.size() >> 20));
    }
    if (!order.notes().isEmpty()) {
      info(task, "adding notes to backup");
    }
    if (order.guarded()) {
      info(task, "marking backup as protected");
    }
    info(
        task,
        "Finished Backup of VM %d (%02d:%02d:%02d)"
            .formatted(guest.vmid(), took.toHours(), took.toMinutesPart(), took.toSecondsPart()));
    info(task, "Backup finished at " + MOMENT.format(timeline.now()));
  }

  private static Volume archive(Order order, Guest guest, Instant start, long size) {
    Volume archive =
        Volume.backup(
            order.storage(), guest.kind().type(), guest.vmid(), start, size, order.ending());
    if (!order.notes().isEmpty()) {
      archive =
          archive.with(
              "notes",
              order
                  .notes()
                  .replace("{{guestname}}", guest.name())
                  .replace("{{vmid}}", String.valueOf(guest.vmid()))
                  .replace("{{node}}", order.node())
                  .replace("\\n", "\n")
                  .replace("\\\\", "\\"));
    }
    return order.guarded() ? archive.with("protected", 1) : archive;
  }

  /** What is left of the disk when empty blocks are out and the rest is compressed. */
  private static long archiveSize(Guest guest) {
    double share = 0.15 + 0.3 * new SplittableRandom(guest.vmid()).nextDouble();
    return (long) (guest.size().disk() * share);
  }

  /** A GiB a second, which makes tests of large guests last as long as those of small ones. */
  private static Duration takes(long size) {
    Duration written = Duration.ofSeconds(size / GIB);
    return written.compareTo(LEAST) > 0 ? written : LEAST;
  }

  private static void info(Task task, String line) {
    task.say("INFO: " + line);
  }

  private static void error(Task task, String line) {
    task.say("ERROR: " + line);
  }
}
