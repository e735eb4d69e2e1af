package dev.proxmoxmcp.simulator.backup;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.storage.Storages;
import dev.proxmoxmcp.simulator.storage.Volumes;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Tasks;
import dev.proxmoxmcp.simulator.task.Tasks.Subject;
import dev.proxmoxmcp.simulator.task.Timeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code POST /nodes/{node}/vzdump}, and what it does by default. */
public final class VzdumpRoutes {
  private static final String DEFAULT_STORAGE = "local";

  private final Guests guests;
  private final Storages storages;
  private final Tasks tasks;
  private final BackupWork work;

  /** Routes that back up these guests to these storages. */
  public VzdumpRoutes(
      Guests guests, Storages storages, Volumes volumes, Tasks tasks, Timeline timeline) {
    this.guests = guests;
    this.storages = storages;
    this.tasks = tasks;
    this.work = new BackupWork(guests, storages, volumes, timeline);
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.post("/nodes/{node}/vzdump")
            .takes(
                Parameter.text("vmid"),
                Parameter.flag("all"),
                Parameter.text("exclude"),
                Parameter.text("pool"),
                Parameter.storage("storage"),
                Parameter.choice("mode", "snapshot", "suspend", "stop"),
                Parameter.choice("compress", "0", "1", "gzip", "lzo", "zstd"),
                Parameter.text("notes-template", 1024).with("storage"),
                Parameter.flag("protected").with("storage"),
                Parameter.flag("remove"))
            .answers(this::backUp),
        Route.get("/nodes/{node}/vzdump/defaults").takesAll().answers(this::defaults));
  }

  /** What a backup does that is not told otherwise, for a storage. */
  private Answer defaults(Call call) {
    Map<String, Object> defaults = new LinkedHashMap<>();
    call.text("storage")
        .ifPresent(name -> {
          Storage storage = storages.require(name);
          defaults.put("storage", name);
          if (storage.place().containsKey("path")) {
            defaults.put("dumpdir", storage.place().get("path") + "/dump");
          }
        });
    defaults.put("compress", Order.COMPRESS);
    defaults.put("fleecing", Map.of("enabled", 0));
    defaults.put("ionice", 7);
    defaults.put("lockwait", 180);
    defaults.put("mailnotification", "always");
    defaults.put("mode", "snapshot");
    defaults.put("notification-mode", "auto");
    defaults.put("performance", Map.of("max-workers", 16, "pbs-entries-max", 1_048_576));
    defaults.put("prune-backups", "keep-all=1");
    defaults.put("stopwait", 10);
    List.of("remove", "stdexcludes", "zstd").forEach(name -> defaults.put(name, 1));
    List.of("all", "bwlimit", "pigz", "quiet", "stop").forEach(name -> defaults.put(name, 0));
    return Answer.of(defaults);
  }

  private Answer backUp(Call call) {
    String name = call.text("storage").orElse(DEFAULT_STORAGE);
    call.text("storage")
        .ifPresent(named -> call.require("/storage/" + named, "Datastore.AllocateSpace"));
    List<String> vmids = wanted(call);
    if (vmids.stream().allMatch(vmid -> isElsewhere(vmid, call.node()))) {
      // VZDump.pm leaves without a task where nothing is left to do.
      return Answer.of("OK");
    }
    Subject subject =
        new Subject(
            call.node(),
            "vzdump",
            vmids.size() == 1 ? vmids.getFirst() : "",
            call.caller().tokenId());
    return Answer.of(tasks.start(subject, task(call, vmids, name)).upid().toString());
  }

  /** Those that are named, or all of the node that the caller may back up. */
  private List<String> wanted(Call call) {
    List<String> named = call.list("vmid");
    if (!named.isEmpty()) {
      for (String other : List.of("all", "exclude", "pool")) {
        if (call.text(other).filter(value -> !value.equals("0")).isPresent()) {
          throw Refusal.BadParameters.about(other, "option conflicts with option 'vmid'");
        }
      }
      named.forEach(vmid -> call.require("/vms/" + vmid, "VM.Backup"));
      return named;
    }
    Optional<String> pool = call.text("pool");
    if (!call.flag("all") && pool.isEmpty() && call.text("exclude").isEmpty()) {
      throw Refusal.BadParameters.about("vmid", "property is missing");
    }
    List<String> left = call.list("exclude");
    return guests.all().stream()
        .filter(guest -> guest.node().equals(call.node()))
        .filter(guest -> pool.isEmpty() || guest.pool().equals(pool))
        .map(guest -> String.valueOf(guest.vmid()))
        .filter(vmid -> !left.contains(vmid))
        .filter(vmid -> call.caller().may("/vms/" + vmid, "VM.Backup"))
        .toList();
  }

  private boolean isElsewhere(String vmid, String node) {
    return guests
        .find(Integer.parseInt(vmid))
        .map(Guest::node)
        .filter(on -> !on.equals(node))
        .isPresent();
  }

  private Consumer<Task> task(Call call, List<String> vmids, String name) {
    Optional<Storage> storage = storages.find(name);
    if (storage.isEmpty()) {
      return task ->
          task.fail(
              ("could not activate storage '%1$s': storage '%1$s' does not exist could not get"
                      + " storage information for '%1$s': storage '%1$s' does not exist")
                  .formatted(name));
    }
    if (!storage.get().content().contains("backup")) {
      return task ->
          task.fail(
              ("could not get storage information for '%1$s': can't use storage '%1$s' for backups"
                      + " - wrong content type")
                  .formatted(name));
    }
    return task -> work.begin(task, Order.of(call, vmids, storage.get()));
  }
}
