package dev.proxmoxmcp.simulator.guest;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A guest as the lists show it. */
public final class GuestRows {
  private GuestRows() {}

  /** Its entry in {@code GET /cluster/resources}, as recorded. */
  public static Map<String, Object> resource(Guest guest, Instant now) {
    Figures figures = Figures.of(guest, now);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", guest.kind().type() + "/" + guest.vmid());
    row.put("type", guest.kind().type());
    row.put("node", guest.node());
    row.put("vmid", guest.vmid());
    row.put("name", guest.name());
    row.put("status", listedStatus(guest));
    row.put("template", guest.template() ? 1 : 0);
    row.put("maxcpu", guest.size().cpus());
    row.put("memhost", guest.kind() == GuestKind.QEMU ? figures.memory() : 0);
    row.put("uptime", guest.uptime(now).toSeconds());
    usage(row, guest, figures);
    row.put("diskread", (long) figures.total().diskRead());
    row.put("diskwrite", (long) figures.total().diskWrite());
    guest.setting("tags").ifPresent(tags -> row.put("tags", tags));
    guest.pool().ifPresent(pool -> row.put("pool", pool));
    guest.lock().ifPresent(lock -> row.put("lock", lock));
    guest.haState().ifPresent(ha -> row.put("hastate", ha));
    return row;
  }

  /**
   * Its entry in {@code GET /cluster/resources} while nobody hears of its node: nothing but what
   * the cluster's own files tell (PVE::API2Tools::extract_vm_stats), so not even a name.
   */
  public static Map<String, Object> unknown(Guest guest) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", guest.kind().type() + "/" + guest.vmid());
    row.put("type", guest.kind().type());
    row.put("node", guest.node());
    row.put("vmid", guest.vmid());
    row.put("status", "unknown");
    guest.setting("tags").ifPresent(tags -> row.put("tags", tags));
    guest.pool().ifPresent(pool -> row.put("pool", pool));
    guest.lock().ifPresent(lock -> row.put("lock", lock));
    return row;
  }

  /** Its entry in {@code GET /nodes/{node}/qemu} or {@code lxc}, as recorded. */
  static Map<String, Object> listed(Guest guest, Instant now) {
    Figures figures = Figures.of(guest, now);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("vmid", guest.vmid());
    row.put("name", guest.name());
    row.put("status", listedStatus(guest));
    row.put("cpus", guest.size().cpus());
    row.put("uptime", guest.uptime(now).toSeconds());
    usage(row, guest, figures);
    switch (guest.kind()) {
      case QEMU -> {
        row.put("memhost", figures.memory());
        if (guest.setting("serial0").isPresent()) {
          row.put("serial", 1);
        }
      }
      case LXC -> {
        row.put("type", "lxc");
        row.put("swap", 0);
        row.put("maxswap", guest.size().swap());
        row.put("diskread", (long) figures.total().diskRead());
        row.put("diskwrite", (long) figures.total().diskWrite());
      }
    }
    if (guest.running()) {
      row.put("pid", 20_000 + guest.vmid());
      pressure(row, guest.kind());
    }
    if (guest.template()) {
      row.put("template", 1);
    }
    guest.setting("tags").ifPresent(tags -> row.put("tags", tags));
    guest.lock().ifPresent(lock -> row.put("lock", lock));
    return row;
  }

  /** The same with what {@code full=1} adds for VMs, as recorded. */
  static Map<String, Object> full(Guest guest, Instant now) {
    Map<String, Object> row = listed(guest, now);
    if (guest.kind() == GuestKind.QEMU) {
      row.put("qmpstatus", guest.state().qmpStatus());
      if (guest.running()) {
        Figures figures = Figures.of(guest, now);
        row.put(
            "nics",
            Map.of(
                "tap" + guest.vmid() + "i0",
                Map.of(
                    "netin",
                    (long) figures.total().netIn(),
                    "netout",
                    (long) figures.total().netOut())));
      }
    }
    return row;
  }

  /** The answer of {@code GET …/status/current}, as recorded. */
  static Map<String, Object> current(Guest guest, Instant now) {
    Map<String, Object> state = full(guest, now);
    state.put(
        "ha",
        guest
            .haState()
            .map(ha -> Map.<String, Object>of("managed", 1, "state", ha))
            .orElse(Map.of("managed", 0)));
    if (guest.setting("agent").filter(agent -> agent.startsWith("1")).isPresent()) {
      state.put("agent", 1);
    }
    if (guest.kind() == GuestKind.QEMU && guest.running() && guest.setting("serial0").isPresent()) {
      // Measured: of VMs with a serial line alone.
      state.put("clipboard", null);
    }
    return state;
  }

  private static void usage(Map<String, Object> row, Guest guest, Figures figures) {
    // An idle guest's is the integer 0, as Perl writes it.
    row.put("cpu", figures.cpu() == 0 ? (Number) 0 : (Number) figures.cpu());
    row.put("mem", figures.memory());
    row.put("maxmem", guest.size().memory());
    row.put("disk", figures.diskUsed());
    row.put("maxdisk", guest.size().disk());
    row.put("netin", (long) figures.total().netIn());
    row.put("netout", (long) figures.total().netOut());
  }

  /** Measured: numbers for VMs, strings for containers. */
  private static void pressure(Map<String, Object> row, GuestKind kind) {
    Object none = kind == GuestKind.QEMU ? (Object) 0 : "0.00";
    for (String resource : new String[] {"cpu", "io", "memory"}) {
      row.put("pressure" + resource + "some", none);
      row.put("pressure" + resource + "full", none);
    }
  }

  private static String listedStatus(Guest guest) {
    return guest.running() ? "running" : "stopped";
  }
}
