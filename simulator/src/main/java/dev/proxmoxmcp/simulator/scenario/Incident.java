package dev.proxmoxmcp.simulator.scenario;

import dev.proxmoxmcp.simulator.access.ApiToken;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.node.Condition;
import dev.proxmoxmcp.simulator.storage.StorageState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The homelab on a bad morning. At night the backup server ran full, so that the backups failed and
 * one left its guest locked; then a node died; then the NAS stopped answering, which halted the
 * guest that writes to it; and a container has been dying and starting again ever since.
 */
public final class Incident implements Plan {
  private static final String ROOT = "root@pam";
  private static final String NO_SPACE =
      "backup write data failed: command error: write_data upload error: pipelined request failed:"
          + " No space left on device (os error 28)";

  private static final Duration BACKUPS = Duration.ofHours(6);
  private static final Duration NODE_DIED = Duration.ofHours(3);
  private static final Duration NAS_HUNG = Duration.ofMinutes(95);
  private static final int FLAPS = 12;
  private static final Duration BETWEEN_FLAPS = Duration.ofMinutes(7);

  /** It writes to the NAS. */
  private static final int WRITER = 104;

  private static final int FLAPPING = 201;

  private final Homelab homelab;
  private final Instant now;

  /**
   * Plans one.
   *
   * @param faces of its three nodes
   */
  public Incident(int guests, long seed, InstantSource clock, List<Face> faces) {
    this.now = clock.instant();
    this.homelab =
        new Homelab(
            new Homelab.Size(3, guests, Homelab.Size.USUAL_STORAGES), seed, clock, faces, tasks());
  }

  @Override
  public Map<Holder, ApiToken> tokens() {
    return homelab.tokens();
  }

  @Override
  public World build() {
    World world = homelab.build();
    world.nodes().health().set("pve3", new Condition.Off(now.minus(NODE_DIED)));
    world
        .infrastructure()
        .storages()
        .all()
        .forEach(storage -> {
          switch (storage.name()) {
            case "nas" -> storage.state().become(StorageState.Kind.HUNG);
            case "pbs" -> storage.state().become(StorageState.Kind.FULL);
            default -> {}
          }
        });
    change(world, WRITER, Guest::failToWrite);
    change(
        world,
        FLAPPING,
        guest -> {
          guest.start(now.minus(Duration.ofMinutes(3)));
          guest.manageByHa("started");
        });
    return world;
  }

  private static void change(World world, int vmid, Consumer<Guest> change) {
    world.guests().find(vmid).ifPresent(change);
  }

  private static List<PastTask> tasks() {
    List<PastTask> tasks = new ArrayList<>();
    tasks.add(failedBackup("pve1", "100", BACKUPS, "gateway", "qemu"));
    tasks.add(failedBackup("pve1", "101", BACKUPS.minusMinutes(9), "web1", "qemu"));
    tasks.add(failedBackup("pve1", "203", BACKUPS.minusMinutes(21), "git", "lxc"));
    tasks.add(failedBackup("pve2", "102", BACKUPS, "web2", "qemu"));
    tasks.add(failedBackup("pve2", "103", BACKUPS.minusMinutes(12), "db1", "qemu"));
    tasks.add(failedBackup("pve2", "110", BACKUPS.minusMinutes(24), "mail", "qemu"));
    tasks.add(startWithoutNas());
    for (int flap = 0; flap < FLAPS; flap++) {
      tasks.add(restart(Duration.ofMinutes(3).plus(BETWEEN_FLAPS.multipliedBy(flap))));
    }
    return tasks;
  }

  private static PastTask failedBackup(
      String node, String vmid, Duration ago, String name, String kind) {
    return new PastTask(
        node,
        "vzdump",
        vmid,
        ROOT,
        ago,
        Duration.ofMinutes(8),
        "job errors",
        List.of(
            "INFO: starting new backup job: vzdump " + vmid + " --storage pbs --mode snapshot",
            "INFO: Starting Backup of VM " + vmid + " (" + kind + ")",
            "INFO: " + (kind.equals("qemu") ? "VM" : "CT") + " Name: " + name,
            "INFO:  12% (4.1 GiB of 32.0 GiB) in 1m 2s, read: 67.7 MiB/s, write: 38.2 MiB/s",
            "ERROR: " + NO_SPACE,
            "INFO: aborting backup job",
            "ERROR: Backup of VM " + vmid + " failed - " + NO_SPACE,
            "INFO: Backup job finished with errors"));
  }

  private static PastTask startWithoutNas() {
    return new PastTask(
        "pve2",
        "vzstart",
        "206",
        ROOT,
        NAS_HUNG.minusMinutes(5),
        Duration.ofSeconds(31),
        "storage 'nas' is not online",
        List.of());
  }

  private static PastTask restart(Duration ago) {
    return new PastTask(
        "pve2",
        "vzstart",
        String.valueOf(FLAPPING),
        ROOT,
        ago,
        Duration.ofSeconds(2),
        "OK",
        List.of());
  }
}
