package dev.proxmoxmcp.simulator.scenario;

import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.node.Nodes;
import dev.proxmoxmcp.simulator.task.Tasks;
import dev.proxmoxmcp.simulator.task.Tasks.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
   * A task of the past.
   *
   * @param ago how long ago it started
   * @param status its result, which also makes the log's last line
   */
  private record Past(
      String node,
      String type,
      String id,
      String owner,
      Duration ago,
      Duration took,
      String status,
      List<String> log) {
    Duration endedAgo() {
      return ago.minus(took);
    }
  }

  /** Records them, each on its node and for guests that exist only. */
  void archive(Nodes nodes, Guests guests) {
    String fallback = nodes.local().name();
    pasts().stream()
        .filter(
            past -> isAboutNoGuest(past) || guests.find(Integer.parseInt(past.id())).isPresent())
        .sorted(Comparator.comparing(Past::endedAgo).reversed())
        .forEach(
            past -> record(past, nodes.find(past.node()).isPresent() ? past.node() : fallback));
  }

  private static boolean isAboutNoGuest(Past past) {
    return !past.id().matches("\\d+");
  }

  private void record(Past past, String node) {
    List<String> log = new ArrayList<>(past.log());
    log.add(lastLine(past.status()));
    tasks.archive(
        new Subject(node, past.type(), past.id(), past.owner()),
        now.minus(past.ago()),
        past.took(),
        past.status(),
        log);
  }

  private static String lastLine(String status) {
    if (status.equals("OK")) {
      return "TASK OK";
    }
    return status.startsWith("WARNINGS: ") ? "TASK " + status : "TASK ERROR: " + status;
  }

  private List<Past> pasts() {
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

  private static Past plain(String node, String type, String id, Duration ago) {
    return new Past(node, type, id, ROOT, ago, Duration.ofSeconds(3), "OK", List.of());
  }

  private static Past backupThatWentWell() {
    return new Past(
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

  private static Past backupThatWarned() {
    return new Past(
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
  private Past backupThatFailed() {
    Duration ago = Duration.ofHours(9).minusMinutes(20);
    Instant archived = now.minus(ago).truncatedTo(ChronoUnit.SECONDS);
    return new Past(
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

  private static Past startThatFailed() {
    return new Past(
        "pve1",
        "qmstart",
        "108",
        ROOT,
        Duration.ofHours(2),
        Duration.ofSeconds(2),
        HomelabGuests.BROKEN_START.error(),
        HomelabGuests.BROKEN_START.log());
  }

  private static Past startThatWarned() {
    return new Past(
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
