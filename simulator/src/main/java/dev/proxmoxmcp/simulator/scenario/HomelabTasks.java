package dev.proxmoxmcp.simulator.scenario;

import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.node.Nodes;
import dev.proxmoxmcp.simulator.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** What happened in the homelab before it was looked at, with the logs that tell why. */
final class HomelabTasks {
  private static final String ROOT = "root@pam";

  private final Tasks tasks;
  private final Instant now;

  HomelabTasks(Tasks tasks, Instant now) {
    this.tasks = tasks;
    this.now = now;
  }

  /**
   * Records them and {@code more}, each on its node and for guests that exist only.
   *
   * @param more further tasks of the same time
   */
  void archive(Nodes nodes, Guests guests, List<PastTask> more) {
    String fallback = nodes.local().name();
    PastTask.archive(
        Stream.concat(pasts().stream(), more.stream())
            .filter(past ->
                isAboutNoGuest(past) || guests.find(Integer.parseInt(past.id())).isPresent())
            .map(past -> nodes.find(past.node()).isPresent() ? past : past.on(fallback))
            .toList(),
        tasks,
        now);
  }

  private static boolean isAboutNoGuest(PastTask past) {
    return !past.id().matches("\\d+");
  }

  private List<PastTask> pasts() {
    return List.of(
        plain("pve1", "vzstart", "200", Duration.ofDays(9)),
        plain("pve1", "qmstart", "100", Duration.ofDays(8)),
        plain("pve2", "qmstart", "103", Duration.ofDays(6)),
        plain("pve3", "qmstart", "105", Duration.ofDays(5)),
        plain("pve3", "qmshutdown", "107", Duration.ofDays(4)),
        plain("pve1", "vzshutdown", "203", Duration.ofDays(3)),
        plain("pve1", "aptupdate", "", Duration.ofHours(8)),
        plain("pve2", "aptupdate", "", Duration.ofHours(8).minusMinutes(1)),
        plain("pve3", "aptupdate", "", Duration.ofHours(8).minusMinutes(2)),
        backupThatWarned(),
        backupThatFailed(),
        backupThatWentWell(),
        startThatFailed(),
        startThatWarned());
  }

  private static PastTask plain(String node, String type, String id, Duration ago) {
    return new PastTask(node, type, id, ROOT, ago, Duration.ofSeconds(3), "OK", List.of());
  }

  private static PastTask backupThatWentWell() {
    return new PastTask(
        "pve3",
        "vzdump",
        "202",
        ROOT,
        Duration.ofHours(9),
        Duration.ofMinutes(4),
        "OK",
        List.of(
            "INFO: starting new backup job: vzdump 202 --storage pbs --mode snapshot",
            "INFO: Starting Backup of VM 202 (lxc)",
            "INFO: status = running",
            "INFO: CT Name: monitoring",
            "INFO: Finished Backup of VM 202 (00:04:02)",
            "INFO: Backup job finished successfully"));
  }

  private static PastTask backupThatWarned() {
    return new PastTask(
        "pve1",
        "vzdump",
        "101",
        ROOT,
        Duration.ofHours(10),
        Duration.ofMinutes(6),
        "WARNINGS: 1",
        List.of(
            "INFO: starting new backup job: vzdump 101 --storage pbs --mode snapshot",
            "INFO: Starting Backup of VM 101 (qemu)",
            "INFO: VM Name: web1",
            "WARN: QEMU Guest Agent: guest-fsfreeze-freeze failed - got timeout; the backup is only"
                + " crash-consistent",
            "INFO: backup was done incrementally, reused 30.91 GiB (96%)",
            "INFO: Finished Backup of VM 101 (00:05:48)",
            "INFO: Backup job finished successfully"));
  }

  /** What left the mail server locked. */
  private PastTask backupThatFailed() {
    Duration ago = Duration.ofHours(9).minusMinutes(20);
    Instant archived = now.minus(ago).truncatedTo(ChronoUnit.SECONDS);
    return new PastTask(
        "pve2",
        "vzdump",
        "110",
        ROOT,
        ago,
        Duration.ofMinutes(11),
        "job errors",
        List.of(
            "INFO: starting new backup job: vzdump 110 --storage pbs --mode snapshot",
            "INFO: Starting Backup of VM 110 (qemu)",
            "INFO: VM Name: mail",
            "INFO: creating Proxmox Backup Server archive 'vm/110/" + archived + "'",
            "INFO:  31% (15.5 GiB of 50.0 GiB) in 2m 40s, read: 96.2 MiB/s, write: 41.7 MiB/s",
            "ERROR: backup write data failed: command error: write_data upload error: pipelined"
                + " request failed: No space left on device (os error 28)",
            "INFO: aborting backup job",
            "ERROR: Backup of VM 110 failed - backup write data failed: command error: write_data"
                + " upload error: pipelined request failed: No space left on device (os error 28)",
            "INFO: Backup job finished with errors"));
  }

  private static PastTask startThatFailed() {
    return new PastTask(
        "pve1",
        "qmstart",
        "108",
        ROOT,
        Duration.ofHours(2),
        Duration.ofSeconds(2),
        HomelabGuests.BROKEN_START.error(),
        HomelabGuests.BROKEN_START.log());
  }

  private static PastTask startThatWarned() {
    return new PastTask(
        "pve1",
        "qmstart",
        "116",
        "ops@pve!mcp",
        Duration.ofDays(2),
        Duration.ofSeconds(3),
        "WARNINGS: " + HomelabGuests.WARNED_START.warnings(),
        HomelabGuests.WARNED_START.log());
  }
}
