package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.storage.Volume;
import dev.proxmoxmcp.simulator.storage.Volumes;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Tasks;
import dev.proxmoxmcp.simulator.task.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/** {@code POST /nodes/{node}/qemu} and {@code lxc}: makes guests, new ones and from backups. */
public final class CreateRoutes {
  private static final Duration TAKES = Duration.ofSeconds(2);

  private final Volumes volumes;
  private final Disks disks;
  private final Tasks tasks;
  private final Timeline timeline;
  private final Hosts hosts;
  private final Newcomer newcomers;
  private final ConfigChange ofMachines;
  private final ConfigChange ofContainers;

  /** Where guests are made and what of. */
  public record Place(Guests guests, Disks disks, Volumes volumes, Hosts hosts) {}

  /** Routes that add guests. */
  public CreateRoutes(Place place, Tasks tasks, Timeline timeline, RandomGenerator random) {
    this.volumes = place.volumes();
    this.disks = place.disks();
    this.hosts = place.hosts();
    this.tasks = tasks;
    this.timeline = timeline;
    this.newcomers = new Newcomer(place.guests(), disks, random);
    this.ofMachines = new ConfigChange(GuestKind.QEMU, disks, random);
    this.ofContainers = new ConfigChange(GuestKind.LXC, disks, random);
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.post("/nodes/{node}/qemu")
            .takes(
                with(
                    GuestKind.QEMU,
                    Parameter.text("archive", 255),
                    Parameter.flag("live-restore"),
                    Parameter.storage("import-working-storage")))
            .answers(this::createMachine),
        Route.post("/nodes/{node}/lxc")
            .takes(
                with(
                    GuestKind.LXC,
                    Parameter.text("ostemplate", 255).mandatory(),
                    Parameter.flag("restore"),
                    Parameter.flag("ignore-unpack-errors"),
                    Parameter.text("password"),
                    Parameter.text("ssh-public-keys")))
            .answers(this::createContainer));
  }

  private static List<Parameter> with(GuestKind kind, Parameter... more) {
    List<Parameter> all = new ArrayList<>(GuestOptions.of(kind).values());
    all.add(Parameter.vmid("vmid").mandatory());
    all.add(Parameter.text("pool"));
    all.add(Parameter.storage("storage"));
    for (String flag : new String[] {"force", "start", "unique", "ha-managed"}) {
      all.add(Parameter.flag(flag));
    }
    all.add(Parameter.integer("bwlimit", 0));
    all.addAll(List.of(more));
    return all;
  }

  private Answer createMachine(Call call) {
    int vmid = vmid(call);
    Newcomer.requireRight(call, vmid);
    Map<String, String> settings = ofMachines.settings(call);
    settings.forEach((key, value) -> ofMachines.requireRight(call, vmid, key, value));
    requireStorages(call, GuestKind.QEMU, settings);
    Optional<String> archive = call.text("archive");
    boolean over = archive.isPresent() && call.flag("force");
    Optional<Guest> present = newcomers.find(vmid);
    if (present.isPresent() && !over) {
      throw new Refusal.Died(
          "unable to %s VM %d - VM %d already exists on node '%s'"
              .formatted(
                  archive.isPresent() ? "restore" : "create", vmid, vmid, present.get().node()));
    }
    if (archive.isPresent()) {
      return restore(call, GuestKind.QEMU, archive.get(), settings);
    }
    return start(
        call,
        "qmcreate",
        (task, identity) -> {
          Map<String, Object> config = new LinkedHashMap<>();
          settings.forEach((key, value) ->
              config.put(key, ofMachines.value(identity, key, value, call.now(), task::say)));
          config.putIfAbsent("boot", bootOrder(config));
          config.put("meta", "creation-qemu=10.1.2,ctime=" + call.now().getEpochSecond());
          newcomers.ids().forEach(config::putIfAbsent);
          finishLater(task, call, identity, config, () -> {});
        });
  }

  private static String bootOrder(Map<String, Object> config) {
    List<String> order = new ArrayList<>(Disks.of(config).keySet());
    config.keySet().stream().filter(key -> key.matches("net\\d+")).forEach(order::add);
    return "order=" + String.join(";", order);
  }

  /** Refuses storages that there are not, that take no disks, or that the caller may not use. */
  private void requireStorages(Call call, GuestKind kind, Map<String, String> settings) {
    settings.forEach((key, value) -> {
      if (Disks.isSlot(key)) {
        Disk disk = Disk.of(key, value);
        Optional<String> storage = disk.storage();
        storage.ifPresent(disks.storages()::require);
        if (storage.isPresent() && !disk.cdrom()) {
          Storage taking = disks.taking(storage.get(), kind, key);
          call.require(taking.aclPath(), "Datastore.AllocateSpace");
        }
      }
    });
  }

  private static int vmid(Call call) {
    return Integer.parseInt(call.required("vmid"));
  }

  private Answer createContainer(Call call) {
    int vmid = vmid(call);
    Map<String, String> settings = ofContainers.settings(call);
    if (call.text("unprivileged").filter("0"::equals).isPresent()) {
      // What runs as root of the host takes the right to change the host.
      call.require("/", "Sys.Modify");
    }
    Newcomer.requireRight(call, vmid);
    settings.forEach((key, value) -> ofContainers.requireRight(call, vmid, key, value));
    String template = call.required("ostemplate");
    Optional<Guest> present = newcomers.find(vmid);
    boolean restores = call.flag("restore");
    if (present.isPresent() && !(restores && call.flag("force"))) {
      throw new Refusal.Died(
          "CT %d already exists on node '%s'".formatted(vmid, present.get().node()));
    }
    Storage from = disks.storages().require(Disk.of("", template).storage().orElse(template));
    requireStorages(call, GuestKind.LXC, settings);
    if (restores) {
      return restore(call, GuestKind.LXC, template, settings);
    }
    return start(
        call,
        "vzcreate",
        (task, identity) -> {
          if (volumes.find(from, identity.node(), template).isEmpty()) {
            String missing = "volume '" + template + "' does not exist";
            task.say(missing);
            task.fail("unable to create CT " + vmid + " - " + missing);
            return;
          }
          Map<String, String> wanted = new LinkedHashMap<>(settings);
          wanted.putIfAbsent("rootfs", call.text("storage").orElse("local") + ":4");
          finishLater(
              task,
              call,
              identity,
              container(task, call, identity, wanted),
              () -> {
                String file = template.substring(template.lastIndexOf('/') + 1);
                task.say("extracting archive '/var/lib/vz/template/cache/" + file + "'");
                task.say("Total bytes read: 1996800 (2.0MiB, 123MiB/s)");
              });
        });
  }

  private Map<String, Object> container(
      Task task, Call call, Guest.Identity identity, Map<String, String> settings) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("arch", "amd64");
    settings.forEach((key, value) ->
        config.put(key, ofContainers.value(identity, key, value, call.now(), task::say)));
    config.putIfAbsent("hostname", "CT" + identity.vmid());
    config.putIfAbsent("memory", 512L);
    config.putIfAbsent("ostype", "debian");
    config.putIfAbsent("swap", 512L);
    if (Long.valueOf(0).equals(config.get("unprivileged"))) {
      config.remove("unprivileged");
    } else {
      config.put("unprivileged", 1L);
    }
    return config;
  }

  /** Makes a guest of what a backup holds; what the call sets comes on top. */
  private Answer restore(Call call, GuestKind kind, String archive, Map<String, String> settings) {
    Storage from = disks.storages().require(Disk.of("", archive).storage().orElse(archive));
    Optional<Volume> backup = volumes.find(from, call.node(), archive);
    boolean machine = kind == GuestKind.QEMU;
    String what = machine ? "VM" : "CT";
    return start(
        call,
        machine ? "qmrestore" : "vzrestore",
        (task, identity) -> {
          Optional<Map<String, Object>> saved = volumes.savedIn(archive);
          if (backup.isEmpty() || saved.isEmpty()) {
            task.fail(
                "unable to restore %s %d - volume '%s' does not exist"
                    .formatted(what, identity.vmid(), archive));
            return;
          }
          task.say("recovering backed-up configuration from '" + archive + "'");
          task.say("restoring '" + archive + "' now..");
          newcomers
              .find(identity.vmid())
              .ifPresent(old ->
                  Disks.of(old.config())
                      .values()
                      .forEach(disk -> disks.free(old.node(), disk, task::say)));
          Map<String, Object> config = new LinkedHashMap<>(saved.get());
          ConfigChange change = machine ? ofMachines : ofContainers;
          if (call.flag("unique")) {
            change.readdress(config);
            if (machine) {
              config.putAll(newcomers.ids());
            }
          }
          Disks.of(saved.get())
              .forEach(
                  (slot, disk) -> config.put(slot, restored(task, call, identity, disk).setting()));
          settings.forEach((key, value) -> {
            if (!Disks.isSlot(key)) {
              config.put(key, change.value(identity, key, value, call.now(), task::say));
            }
          });
          config.remove("unprivileged", 0L);
          finishLater(
              task,
              call,
              identity,
              config,
              () -> task.say("merging backed-up and given configuration.."));
        });
  }

  private Disk restored(Task task, Call call, Guest.Identity identity, Disk disk) {
    Storage storage =
        call.text("storage")
            .or(disk::storage)
            .map(name -> disks.taking(name, identity.kind(), "storage"))
            .orElseThrow(() -> new Refusal.Died("no storage for '" + disk.slot() + "'"));
    Disks.Wanted wanted = new Disks.Wanted(disk.size(), Optional.empty(), call.now());
    return disk.on(disks.allocate(identity, storage, wanted, task::say));
  }

  private Answer start(Call call, String type, BiConsumer<Task, Guest.Identity> work) {
    GuestKind kind = type.startsWith("qm") ? GuestKind.QEMU : GuestKind.LXC;
    Guest.Identity identity = new Guest.Identity(vmid(call), kind, call.node());
    Tasks.Subject subject =
        new Tasks.Subject(
            call.node(), type, String.valueOf(identity.vmid()), call.caller().tokenId());
    return Answer.of(
        tasks
            .start(
                subject,
                task -> {
                  try {
                    work.accept(task, identity);
                  } catch (Refusal refused) {
                    task.fail(
                        "unable to create %s %d - %s"
                            .formatted(kind.label(), identity.vmid(), refused.text()));
                  }
                })
            .upid()
            .toString());
  }

  private void finishLater(
      Task task, Call call, Guest.Identity identity, Map<String, Object> config, Runnable last) {
    Guest guest =
        Newcomer.guest(identity, hosts.cpus(identity.node()), call.text("pool").orElse(""), config);
    AtomicBoolean done = newcomers.begin(task, guest, "create");
    boolean start = call.flag("start");
    task.after(
        TAKES,
        () -> {
          last.run();
          done.set(true);
          task.succeed();
          if (start) {
            guest.start(timeline.now());
          }
        });
  }
}
