package dev.proxmoxmcp.simulator.metric;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.guest.Figures;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.GuestKind;
import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.node.Node;
import dev.proxmoxmcp.simulator.node.Nodes;
import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.storage.Storages;
import dev.proxmoxmcp.simulator.storage.Volumes;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * {@code rrddata} of nodes, guests and storages: the figures that the lists show now, as they were
 * then. A slot without data holds its time alone.
 */
public final class MetricRoutes {
  private static final double DAILY_GROWTH = 0.002;

  private final Nodes nodes;
  private final Guests guests;
  private final Storages storages;
  private final Volumes volumes;

  /** Routes to the past of these. */
  public MetricRoutes(Nodes nodes, Guests guests, Storages storages, Volumes volumes) {
    this.nodes = nodes;
    this.guests = guests;
    this.storages = storages;
    this.volumes = volumes;
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.get("/nodes/{node}/rrddata")
            .needs(Permission.all("/nodes/{node}", "Sys.Audit"))
            .takes(timeframe("hour", "day", "week", "month", "year", "decade"), consolidation())
            .answers(call -> rows(call, node(call))),
        guest(GuestKind.QEMU),
        guest(GuestKind.LXC),
        Route.get("/nodes/{node}/storage/{storage}/rrddata")
            .needs(
                Permission.any("/storage/{storage}", "Datastore.Audit", "Datastore.AllocateSpace"))
            .takes(timeframe("hour", "day", "week", "month", "year"), consolidation())
            .answers(call -> rows(call, storage(call))));
  }

  private Route guest(GuestKind kind) {
    return Route.get("/nodes/{node}/" + kind.type() + "/{vmid}/rrddata")
        .needs(Permission.all("/vms/{vmid}", "VM.Audit"))
        .takes(timeframe("hour", "day", "week", "month", "year"), consolidation())
        .answers(call -> rows(call, guest(call)));
  }

  private static Parameter timeframe(String... words) {
    return Parameter.choice("timeframe", words).mandatory();
  }

  private static Parameter consolidation() {
    return Parameter.choice("cf", "AVERAGE", "MAX");
  }

  private static Answer rows(Call call, Function<Instant, Map<String, Object>> at) {
    List<Map<String, Object>> rows =
        Timeframe.of(call.required("timeframe")).slots(call.now()).stream()
            .map(slot -> {
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("time", slot.getEpochSecond());
              row.putAll(at.apply(slot));
              return row;
            })
            .toList();
    return Answer.of(rows);
  }

  private Function<Instant, Map<String, Object>> node(Call call) {
    Node node =
        nodes
            .find(call.node())
            .orElseThrow(() -> new IllegalStateException("the API resolved an unknown node"));
    return then -> node.bootedAt().isAfter(then) ? Map.of() : figures(node, then);
  }

  private Map<String, Object> figures(Node node, Instant then) {
    double busy = 0.05;
    double received = 0;
    double sent = 0;
    long memory = 2L << 30;
    for (Guest guest : guests.all()) {
      if (guest.node().equals(node.name()) && ranAt(guest, then)) {
        Figures figures = Figures.of(guest, then);
        busy += figures.cpu() * guest.size().cpus();
        memory += figures.memory();
        received += figures.rate().netIn();
        sent += figures.rate().netOut();
      }
    }
    long total = node.capacity().memory();
    long used = Math.min(memory, total / 20 * 19);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("cpu", Math.min(1, busy / node.capacity().cpus()));
    row.put("iowait", Math.min(1, busy / node.capacity().cpus()) / 50);
    row.put("loadavg", busy);
    row.put("maxcpu", node.capacity().cpus());
    row.put("memtotal", total);
    row.put("memused", used);
    row.put("memavailable", total - used);
    row.put("swaptotal", 0);
    row.put("swapused", 0);
    row.put("roottotal", node.capacity().rootDisk());
    row.put("rootused", node.capacity().rootDisk() / 10);
    row.put("netin", received);
    row.put("netout", sent);
    row.put("arcsize", 0);
    return row;
  }

  private Function<Instant, Map<String, Object>> guest(Call call) {
    Guest guest =
        guests
            .find(call.vmid())
            .filter(found -> found.node().equals(call.node()))
            .orElseThrow(() ->
                new Refusal.Died(
                    "RRD error: opening '/var/lib/rrdcached/db/pve-vm-9.0/%d': No such file or"
                            .formatted(call.vmid())
                        + " directory"));
    return then -> figures(guest, then);
  }

  /** A guest that did not run then has a size but no use. */
  private static Map<String, Object> figures(Guest guest, Instant then) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("maxcpu", guest.size().cpus());
    row.put("maxmem", guest.size().memory());
    row.put("maxdisk", guest.size().disk());
    if (ranAt(guest, then)) {
      Figures figures = Figures.of(guest, then);
      row.put("cpu", figures.cpu());
      row.put("mem", figures.memory());
      row.put("memhost", guest.kind() == GuestKind.QEMU ? figures.memory() : 0);
      row.put("disk", figures.diskUsed());
      row.put("netin", figures.rate().netIn());
      row.put("netout", figures.rate().netOut());
      row.put("diskread", figures.rate().diskRead());
      row.put("diskwrite", figures.rate().diskWrite());
    }
    return row;
  }

  private static boolean ranAt(Guest guest, Instant then) {
    return guest.running() && guest.uptime(then).isPositive();
  }

  private Function<Instant, Map<String, Object>> storage(Call call) {
    String name = call.required("storage");
    Instant now = call.now();
    Storage storage =
        storages
            .find(name)
            .orElseThrow(() ->
                new Refusal.Died(
                    "RRD error: opening '/var/lib/rrdcached/db/pve-storage-9.0/%s/%s': No such file"
                            .formatted(call.node(), name)
                        + " or directory"));
    Storage.Space space = volumes.space(storage, call.node());
    return then -> {
      double days = Duration.between(then, now).toSeconds() / 86_400.0;
      double used = space.used() * Math.max(0, 1 - days * DAILY_GROWTH);
      return Map.of("total", space.total(), "used", used);
    };
  }
}
