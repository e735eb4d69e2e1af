package dev.proxmoxmcp.simulator.scenario;

import dev.proxmoxmcp.simulator.cluster.Pool;
import dev.proxmoxmcp.simulator.guest.Guest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Guests by the thousands: ten departments, five stages, ten roles. Mutable: uses up chance. */
final class EnterpriseGuests {
  private static final int FIRST_VMID = 100;
  private static final int TEMPLATE_EVERY = 250;

  private static final String[] DEPARTMENTS = {
    "shop", "billing", "crm", "erp", "hr", "legal", "lab", "media", "mobile", "search"
  };
  private static final String[] STAGES = {"prod", "stage", "test", "dev", "sandbox"};
  private static final String[] ROLES = {
    "web", "api", "db", "cache", "queue", "worker", "proxy", "build", "files", "log"
  };

  /** What a role takes: cores, MiB of memory, GiB of disk. */
  private static final int[][] SIZES = {
    {2, 2048, 20}, {2, 4096, 20}, {8, 16384, 200}, {2, 8192, 16}, {2, 4096, 32},
    {4, 4096, 40}, {1, 1024, 8}, {4, 8192, 80}, {2, 2048, 100}, {2, 4096, 120}
  };

  private final SplittableRandom random;

  EnterpriseGuests(SplittableRandom random) {
    this.random = random;
  }

  /** One for each department and stage. */
  static List<Pool> pools() {
    List<Pool> pools = new ArrayList<>();
    for (String department : DEPARTMENTS) {
      for (String stage : STAGES) {
        pools.add(new Pool(department + "-" + stage, "", List.of()));
      }
    }
    return pools;
  }

  /**
   * The guest of that position, from 0.
   *
   * @param details chance for addresses and ids
   */
  Guest guest(int index, SplittableRandom details, Instant now) {
    int vmid = FIRST_VMID + index;
    int node = 1 + random.nextInt(Enterprise.NODES);
    String department = DEPARTMENTS[random.nextInt(DEPARTMENTS.length)];
    String stage = stage();
    int role = random.nextInt(ROLES.length);
    String name = department + "-" + stage + "-" + ROLES[role] + "-" + vmid;
    boolean container = random.nextInt(10) < 3;
    GuestPlan plan =
        container
            ? GuestPlan.container(vmid, "pve" + node, name)
            : GuestPlan.vm(vmid, "pve" + node, name);
    int[] size = SIZES[role];
    int memory = container ? size[1] / 2 : size[1];
    plan.size(size[0], memory, size[2])
        .diskOn(disk(Enterprise.rack(node)))
        .tags(tags(department, stage, ROLES[role]))
        .pool(department + "-" + stage);
    if (!container && index % TEMPLATE_EVERY == TEMPLATE_EVERY - 1) {
      return plan.with("template", 1).agent().build(details, now);
    }
    boolean production = stage.equals("prod");
    if (!container) {
      plan.agent();
    }
    if (random.nextInt(100) < (production ? 97 : 70)) {
      plan.running();
    }
    Guest guest = plan.build(details, now);
    if (production && random.nextInt(4) == 0) {
      guest.manageByHa(guest.running() ? "started" : "stopped");
    }
    return guest;
  }

  /** Production is most of it. */
  private String stage() {
    int at = random.nextInt(10);
    return at < 5 ? STAGES[0] : STAGES[1 + at % (STAGES.length - 1)];
  }

  private String disk(int rack) {
    int at = random.nextInt(10);
    if (at < 6) {
      return EnterpriseStorages.ceph(rack);
    }
    return at < 9 ? EnterpriseStorages.san(rack, 1 + random.nextInt(8)) : "local-lvm";
  }

  /** As Proxmox keeps them: sorted. */
  private static String tags(String department, String stage, String role) {
    String[] tags = {department, stage, role};
    Arrays.sort(tags);
    return String.join(";", tags);
  }
}
