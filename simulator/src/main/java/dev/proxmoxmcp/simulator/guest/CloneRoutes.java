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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/** {@code …/clone} and {@code …/template} of VMs and containers. */
public final class CloneRoutes {
  private static final Duration LINKED = Duration.ofSeconds(1);
  private static final Duration FULL = Duration.ofSeconds(5);

  private final GuestKind kind;
  private final CreateRoutes.Place place;
  private final GuestTasks tasks;
  private final Newcomer newcomers;
  private final ConfigChange change;

  private CloneRoutes(
      GuestKind kind, CreateRoutes.Place place, Tasks tasks, RandomGenerator random) {
    this.kind = kind;
    this.place = place;
    this.tasks =
        new GuestTasks(
            kind,
            place.guests(),
            tasks,
            call -> Guests.noConfiguration(kind, call.node(), call.vmid()));
    this.newcomers = new Newcomer(place.guests(), place.disks(), random);
    this.change = new ConfigChange(kind, place.disks(), random);
  }

  /** The tables of both kinds. */
  public static List<Route> routes(CreateRoutes.Place place, Tasks tasks, RandomGenerator random) {
    List<Route> routes = new ArrayList<>();
    for (GuestKind kind : GuestKind.values()) {
      routes.addAll(new CloneRoutes(kind, place, tasks, random).routes());
    }
    return routes;
  }

  private List<Route> routes() {
    String path = "/nodes/{node}/" + kind.type() + "/{vmid}";
    String name = kind == GuestKind.QEMU ? "name" : "hostname";
    List<Parameter> takes =
        new ArrayList<>(
            List.of(
                Parameter.vmid("newid").mandatory(),
                Parameter.text(name),
                Parameter.text("description"),
                Parameter.flag("full"),
                Parameter.text("pool"),
                Parameter.configId("snapname", 40),
                Parameter.storage("storage"),
                Parameter.text("target"),
                Parameter.integer("bwlimit", 0)));
    List<Parameter> ofTemplates = new ArrayList<>();
    if (kind == GuestKind.QEMU) {
      takes.add(Parameter.choice("format", "raw", "qcow2", "vmdk"));
      ofTemplates.add(Parameter.text("disk"));
    }
    return List.of(
        Route.post(path + "/clone")
            .needs(Permission.all("/vms/{vmid}", "VM.Clone"))
            .takes(takes)
            .answers(this::copy),
        Route.post(path + "/template")
            .needs(Permission.all("/vms/{vmid}", "VM.Allocate"))
            .takes(ofTemplates)
            .answers(this::template));
  }

  /** What a clone is to be. */
  private record Plan(
      Guest.Identity identity,
      boolean full,
      Map<String, Object> config,
      Optional<String> storage) {}

  private Answer copy(Call call) {
    int vmid = Integer.parseInt(call.required("newid"));
    Newcomer.requireRight(call, vmid);
    call.text("storage")
        .ifPresent(storage -> call.require("/storage/" + storage, "Datastore.AllocateSpace"));
    Guest source = place.guests().require(kind, call.node(), call.vmid());
    source.requireUnlocked();
    boolean full = call.text("full").map("1"::equals).orElse(!source.template());
    Map<String, Object> config =
        new LinkedHashMap<>(
            call.text("snapname").isPresent()
                ? source.snapshots().require(call.required("snapname")).config()
                : source.config());
    refuseExisting(vmid);
    if (kind == GuestKind.LXC && full && source.running() && call.text("snapname").isEmpty()) {
      throw new Refusal.Died("Full clone of a running container is only possible from a snapshot");
    }
    String target = call.text("target").orElse(call.node());
    refuseTarget(target, call.node(), config);
    if (!full) {
      refuseLinked(source, config);
    }
    call.text("storage").ifPresent(name -> place.disks().taking(name, kind, "storage"));
    rename(call, config);
    Plan plan =
        new Plan(new Guest.Identity(vmid, kind, target), full, config, call.text("storage"));
    String pool = call.text("pool").orElse("");
    return tasks.startUnlocked(
        call,
        kind == GuestKind.QEMU ? "qmclone" : "vzclone",
        (task, guest) -> work(task, guest, plan, pool, call.now()));
  }

  private void refuseExisting(int vmid) {
    newcomers
        .find(vmid)
        .ifPresent(present -> {
          throw new Refusal.Died(
              kind == GuestKind.QEMU
                  ? "unable to create VM " + vmid + ": config file already exists"
                  : "CT %d already exists on node '%s'".formatted(vmid, present.node()));
        });
  }

  private void refuseTarget(String target, String here, Map<String, Object> config) {
    if (!place.hosts().has(target)) {
      throw new Refusal.Died("no such cluster node '" + target + "'");
    }
    boolean local = !Disks.of(config).values().stream().allMatch(place.disks()::shared);
    if (!target.equals(here) && local) {
      throw new Refusal.Died(
          "can't clone %s to node '%s' (%s uses local storage)"
              .formatted(kind.label(), target, kind.label()));
    }
  }

  private static void refuseLinked(Guest source, Map<String, Object> config) {
    if (!source.template()) {
      Disks.of(config).values().stream()
          .findFirst()
          .ifPresent(disk -> {
            throw new Refusal.Died(
                "Linked clone feature is not supported for '%s' (%s)"
                    .formatted(disk.volid(), disk.slot()));
          });
    }
  }

  /** What a clone does not take over, and what it has of its own. */
  private void rename(Call call, Map<String, Object> config) {
    config.remove("template");
    config.remove("lock");
    config.keySet().removeIf(Disks::isUnused);
    switch (kind) {
      case QEMU -> {
        config.put("name", call.text("name").orElse("Copy-of-VM-" + call.vmid()));
        config.putAll(newcomers.ids());
      }
      case LXC -> call.text("hostname").ifPresent(hostname -> config.put("hostname", hostname));
    }
    call.text("description").ifPresent(text -> config.put("description", text));
    change.readdress(config);
  }

  private void work(Task task, Guest source, Plan plan, String pool, Instant now) {
    Optional<Storage> hung = place.disks().storages().hungAmong(source.config().values());
    if (hung.isPresent()) {
      task.fail("clone failed: " + hung.get().notOnline());
      return;
    }
    task.say(
        "creating a clone of %s %d with ID %d"
            .formatted(
                kind == GuestKind.QEMU ? "VM" : "container",
                source.vmid(),
                plan.identity().vmid()));
    Map<String, Object> config = new LinkedHashMap<>(plan.config());
    Disks.of(plan.config())
        .forEach((slot, disk) -> {
          Disk copy =
              plan.full() ? full(task, source, plan, disk, now) : linked(task, plan, disk, now);
          config.put(slot, copy.setting());
        });
    Guest clone =
        Newcomer.guest(plan.identity(), place.hosts().cpus(plan.identity().node()), pool, config);
    clone.files().putAll(source.files());
    AtomicBoolean done = newcomers.begin(task, clone, "clone");
    task.after(
        plan.full() ? FULL : LINKED,
        () -> {
          if (plan.full() && kind == GuestKind.QEMU) {
            Disks.of(config).values().forEach(disk -> Transfer.say(task, disk.size()));
          }
          done.set(true);
          task.succeed();
        });
  }

  private Disk full(Task task, Guest source, Plan plan, Disk disk, Instant now) {
    task.say(
        "create full clone of %s %s (%s)"
            .formatted(kind == GuestKind.QEMU ? "drive" : "mountpoint", disk.slot(), disk.volid()));
    long size = place.disks().size(source.node(), disk);
    return disk.on(allocate(task, plan, disk, size, now));
  }

  private String allocate(Task task, Plan plan, Disk disk, long size, Instant now) {
    Storage storage = place.disks().storages().require(plan.storage().or(disk::storage).orElse(""));
    Disks.Wanted wanted = new Disks.Wanted(size, Optional.empty(), now);
    String volid = place.disks().allocate(plan.identity(), storage, wanted, task::say);
    if (plan.full() && kind == GuestKind.QEMU) {
      task.say("allocated target volume '" + volid + "'");
    }
    return volid;
  }

  private Disk linked(Task task, Plan plan, Disk disk, Instant now) {
    task.say("create linked clone of drive %s (%s)".formatted(disk.slot(), disk.volid()));
    Storage storage = place.disks().storages().require(disk.storage().orElse(""));
    Disks.Wanted wanted = new Disks.Wanted(disk.size(), Optional.empty(), now);
    Disk bare = disk.on(place.disks().allocate(plan.identity(), storage, wanted, task::say));
    // A file's id begins with that of the one which it begins with.
    Disk clone = Disks.ofFiles(storage) ? disk.on(disk.volid() + "/" + bare.name()) : bare;
    String node = plan.identity().node();
    place.disks().replace(node, bare, clone, disk.size());
    place.disks().link(node, clone, disk.name());
    return clone;
  }

  private Answer template(Call call) {
    Guest known = place.guests().require(kind, call.node(), call.vmid());
    String label = kind.label();
    known.requireUnlocked();
    if (!known.snapshots().isEmpty()) {
      throw new Refusal.Died("unable to create template, because " + label + " contains snapshots");
    }
    if (known.template()) {
      throw new Refusal.Died("you can't convert a template to a template");
    }
    if (known.running()) {
      throw new Refusal.Died(
          "you can't convert a %s to template if %s is running".formatted(label, label));
    }
    return tasks.startUnlocked(
        call,
        kind == GuestKind.QEMU ? "qmtemplate" : "vztemplate",
        (task, guest) ->
            task.after(
                LINKED,
                () -> {
                  Disks.of(guest.config()).values().forEach(disk -> turnIntoBase(guest, disk));
                  guest.set("template", 1);
                  task.succeed();
                }));
  }

  private void turnIntoBase(Guest guest, Disk disk) {
    Disk base =
        disk.on(disk.volid().replaceFirst("(^|[:/])(?:vm|subvol)-(\\d+-disk-\\d+)", "$1base-$2"));
    place.disks().replace(guest.node(), disk, base, place.disks().size(guest.node(), disk));
    guest.set(disk.slot(), base.setting());
  }
}
