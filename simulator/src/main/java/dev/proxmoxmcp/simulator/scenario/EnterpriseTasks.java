package dev.proxmoxmcp.simulator.scenario;

import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.GuestKind;
import dev.proxmoxmcp.simulator.node.Node;
import dev.proxmoxmcp.simulator.node.Nodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A usual day: every node backed up its guests, people started and stopped some, a few failed. */
final class EnterpriseTasks {
  private static final String ROOT = "root@pam";
  private static final String OPERATOR = "ops@pve!mcp";
  private static final int PER_NODE = 20;

  private final SplittableRandom random;

  EnterpriseTasks(SplittableRandom random) {
    this.random = random;
  }

  List<PastTask> past(Nodes nodes, List<Guest> guests) {
    Map<String, List<Guest>> byNode = new HashMap<>();
    guests.forEach(
        guest -> byNode.computeIfAbsent(guest.node(), _ -> new ArrayList<>()).add(guest));
    List<PastTask> past = new ArrayList<>();
    for (Node node : nodes.all()) {
      List<Guest> there = byNode.getOrDefault(node.name(), List.of());
      past.add(backup(node.name(), there.size()));
      past.add(
          new PastTask(
              node.name(),
              "aptupdate",
              "",
              ROOT,
              Duration.ofHours(9).minusSeconds(node.number()),
              Duration.ofSeconds(4),
              "OK",
              List.of("starting apt-get update")));
      for (int count = 0; count < PER_NODE && !there.isEmpty(); count++) {
        past.add(power(there.get(random.nextInt(there.size()))));
      }
    }
    return past;
  }

  private PastTask backup(String node, int guests) {
    Duration took = Duration.ofSeconds(60L + guests * 9L);
    boolean warned = random.nextInt(8) == 0;
    return new PastTask(
        node,
        "vzdump",
        "",
        ROOT,
        Duration.ofHours(6),
        took,
        warned ? "WARNINGS: 1" : "OK",
        List.of(
            "INFO: starting new backup job: vzdump --mode snapshot --storage pbs1 --all 1",
            "INFO: " + guests + " guests",
            warned
                ? "WARN: QEMU Guest Agent: guest-fsfreeze-freeze failed - got timeout"
                : "INFO: all guests were quiesced",
            "INFO: Backup job finished successfully"));
  }

  private PastTask power(Guest guest) {
    boolean machine = guest.kind() == GuestKind.QEMU;
    boolean failed = random.nextInt(30) == 0;
    String type = (machine ? "qm" : "vz") + (random.nextBoolean() || failed ? "start" : "shutdown");
    String error =
        machine ? "start failed: QEMU exited with code 1" : "startup for container failed";
    return new PastTask(
        guest.node(),
        type,
        String.valueOf(guest.vmid()),
        random.nextBoolean() ? ROOT : OPERATOR,
        Duration.ofMinutes(random.nextInt(10, 60 * 24 * 3)),
        Duration.ofSeconds(random.nextInt(1, 30)),
        failed ? error : "OK",
        failed
            ? List.of("kvm: cannot set up guest memory 'pc.ram': Cannot allocate memory")
            : List.of());
  }
}
