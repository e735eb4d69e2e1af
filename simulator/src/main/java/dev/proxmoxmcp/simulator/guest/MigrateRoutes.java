package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Tasks;
import dev.proxmoxmcp.simulator.task.Timeline;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code …/migrate} of VMs and containers: to another node, on or off. */
public final class MigrateRoutes {
  private static final Permission MIGRATE = Permission.all("/vms/{vmid}", "VM.Migrate");
  private static final Duration BARE = Duration.ofSeconds(1);
  private static final Duration WITH_DISKS = Duration.ofSeconds(8);
  private static final Duration LIVE = Duration.ofSeconds(6);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final GuestKind kind;
  private final CreateRoutes.Place place;
  private final GuestTasks tasks;
  private final Timeline timeline;

  private MigrateRoutes(GuestKind kind, CreateRoutes.Place place, Tasks tasks, Timeline timeline) {
    this.kind = kind;
    this.place = place;
    this.timeline = timeline;
    this.tasks =
        new GuestTasks(
            kind,
            place.guests(),
            tasks,
            call -> Guests.noConfiguration(kind, call.node(), call.vmid()));
  }

  /** The tables of both kinds. */
  public static List<Route> routes(CreateRoutes.Place place, Tasks tasks, Timeline timeline) {
    List<Route> routes = new ArrayList<>();
    for (GuestKind kind : GuestKind.values()) {
      routes.add(new MigrateRoutes(kind, place, tasks, timeline).route());
    }
    routes.add(
        Route.get("/nodes/{node}/qemu/{vmid}/migrate")
            .needs(MIGRATE)
            .takes(Parameter.text("target"))
            .answers(new MigrateRoutes(GuestKind.QEMU, place, tasks, timeline)::preconditions));
    return routes;
  }

  private Route route() {
    List<Parameter> takes =
        new ArrayList<>(
            List.of(
                Parameter.text("target").mandatory(),
                Parameter.flag("online"),
                Parameter.integer("bwlimit", 0)));
    takes.addAll(
        kind == GuestKind.QEMU
            ? List.of(
                Parameter.flag("force").onlyForRoot(),
                Parameter.text("migration_network").onlyForRoot(),
                Parameter.choice("migration_type", "secure", "insecure").onlyForRoot(),
                Parameter.text("targetstorage"),
                Parameter.flag("with-conntrack-state"),
                Parameter.flag("with-local-disks"))
            : List.of(
                Parameter.flag("restart"),
                Parameter.text("target-storage"),
                Parameter.integer("timeout")));
    return Route.post("/nodes/{node}/" + kind.type() + "/{vmid}/migrate")
        .needs(MIGRATE)
        .takes(takes)
        .answers(this::migrate);
  }

  private Answer preconditions(Call call) {
    Guest guest = place.guests().require(kind, call.node(), call.vmid());
    List<Map<String, Object>> local = new ArrayList<>();
    Disks.of(guest.config())
        .forEach((slot, disk) -> {
          if (!place.disks().shared(disk)) {
            local.add(localDisk(guest, disk));
          }
        });
    List<String> others =
        place.hosts().names().stream().filter(node -> !node.equals(call.node())).toList();
    Map<String, Object> refused = new LinkedHashMap<>();
    others.forEach(node -> refused.put(node, Map.of()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("running", guest.running() ? 1 : 0);
    answer.put("local_disks", local);
    answer.put("local_resources", List.of());
    answer.put("mapped-resources", List.of());
    answer.put("mapped-resource-info", Map.of());
    answer.put("has-dbus-vmstate", 1);
    if (!guest.running()) {
      answer.put("allowed_nodes", others);
      answer.put("not_allowed_nodes", refused);
    }
    return Answer.of(answer);
  }

  private Map<String, Object> localDisk(Guest guest, Disk disk) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("volid", disk.volid());
    row.put("drivename", disk.slot());
    row.put("size", place.disks().size(guest.node(), disk));
    row.put("shared", 0);
    row.put("cdrom", 0);
    row.put("is_attached", 1);
    row.put("is_cloudinit", 0);
    row.put("is_tpmstate", disk.slot().startsWith("tpmstate") ? 1 : 0);
    row.put("is_unused", 0);
    row.put("is_vmstate", 0);
    row.put("replicate", 1);
    if (!guest.snapshots().isEmpty()) {
      Map<String, Object> snapshots = new LinkedHashMap<>();
      guest.snapshots().all().forEach(snapshot -> snapshots.put(snapshot.name(), 1));
      row.put("referenced_in_snapshot", snapshots);
    }
    return row;
  }

  private Answer migrate(Call call) {
    String target = call.required("target");
    if (!place.hosts().has(target)) {
      throw new Refusal.Died("no such cluster node '" + target + "'");
    }
    if (target.equals(call.node())) {
      throw Refusal.BadParameters.about("target", "target is local node.");
    }
    Guest known = place.guests().require(kind, call.node(), call.vmid());
    known.requireUnlocked();
    boolean restart = call.flag("restart");
    if (known.running() && !call.flag("online") && !restart) {
      throw new Refusal.Died(
          kind == GuestKind.QEMU
              ? "can't migrate running VM without --online"
              : "can't migrate running container without --online or --restart");
    }
    boolean withDisks = call.flag("with-local-disks");
    return tasks.startUnlocked(
        call,
        kind == GuestKind.QEMU ? "qmigrate" : "vzmigrate",
        (task, guest) -> {
          say(
              task,
              "starting migration of %s %d to node '%s' (%s)"
                  .formatted(kind.label(), guest.vmid(), target, place.hosts().address(target)));
          Optional<String> obstacle = obstacle(guest, target, withDisks, restart);
          if (obstacle.isPresent()) {
            abort(task, obstacle.get());
          } else {
            move(task, guest, target);
          }
        });
  }

  /** What keeps a guest from going to that node, or empty. */
  private Optional<String> obstacle(
      Guest guest, String target, boolean withDisks, boolean restart) {
    Map<String, Disk> disks = Disks.of(guest.config());
    if (!place.hosts().reaches(guest.node(), target)) {
      return Optional.of("Can't connect to destination address using public key");
    }
    if (kind == GuestKind.LXC && guest.running() && !restart) {
      return Optional.of("lxc live migration is currently not implemented");
    }
    Optional<Storage> hung = place.disks().storages().hungAmong(guest.config().values());
    if (hung.isPresent()) {
      return hung.map(Storage::notOnline);
    }
    for (Disk disk : disks.values()) {
      Optional<Storage> storage = disk.storage().flatMap(place.disks().storages()::find);
      if (storage.isPresent() && !storage.get().on(target)) {
        return Optional.of(
            "storage '%s' is not available on node '%s'".formatted(storage.get().name(), target));
      }
    }
    boolean local = !disks.values().stream().allMatch(place.disks()::shared);
    return guest.running() && kind == GuestKind.QEMU && local && !withDisks
        ? Optional.of(
            "Problem found while scanning volumes - can't live migrate attached local disks"
                + " without with-local-disks option")
        : Optional.empty();
  }

  private void abort(Task task, String why) {
    say(task, "ERROR: migration aborted (duration 00:00:00): " + why);
    task.fail("migration aborted");
  }

  private void move(Task task, Guest guest, String target) {
    List<Disk> local =
        Disks.of(guest.config()).values().stream()
            .filter(disk -> !place.disks().shared(disk))
            .toList();
    boolean live = guest.running() && kind == GuestKind.QEMU;
    boolean restarts = guest.running() && !live;
    guest.lock("migrate");
    task.whenEnded(guest::unlock);
    if (live) {
      say(task, "starting VM " + guest.vmid() + " on remote node '" + target + "'");
      say(task, "start remote tunnel");
    }
    if (restarts) {
      say(task, "shutdown CT " + guest.vmid());
      guest.stop();
    }
    local.forEach(disk -> say(task, "found local disk '" + disk.volid() + "' (attached)"));
    if (!local.isEmpty()) {
      say(task, "copying local disk images");
    }
    Duration takes = live ? LIVE : local.isEmpty() ? BARE : WITH_DISKS;
    task.after(
        takes,
        () -> {
          String from = guest.node();
          local.forEach(disk -> {
            place.disks().carry(disk, from, target);
            say(task, "volume '%1$s' is '%1$s' on the target".formatted(disk.volid()));
          });
          if (live) {
            say(task, "average migration speed: 336.8 MiB/s - downtime 6 ms");
            say(task, "migration completed, transferred 110.0 MiB VM-state");
          }
          guest.moveTo(target);
          if (restarts) {
            say(task, "start container on target node");
            guest.start(timeline.now());
          }
          say(
              task,
              "migration finished successfully (duration 00:00:%02d)".formatted(takes.toSeconds()));
          task.succeed();
        });
  }

  private void say(Task task, String line) {
    task.say(MOMENT.format(timeline.now()) + " " + line);
  }
}
