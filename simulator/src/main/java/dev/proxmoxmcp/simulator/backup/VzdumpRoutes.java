package dev.proxmoxmcp.simulator.backup;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code POST /nodes/{node}/vzdump}. */
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
                Parameter.text("vmid").mandatory(),
                Parameter.storage("storage"),
                Parameter.choice("mode", "snapshot", "suspend", "stop"),
                Parameter.choice("compress", "0", "1", "gzip", "lzo", "zstd"),
                Parameter.text("notes-template", 1024).with("storage"),
                Parameter.flag("protected").with("storage"),
                Parameter.flag("remove"))
            .answers(this::backUp));
  }

  private Answer backUp(Call call) {
    String name = call.text("storage").orElse(DEFAULT_STORAGE);
    call.text("storage")
        .ifPresent(named -> call.require("/storage/" + named, "Datastore.AllocateSpace"));
    List<String> vmids = call.list("vmid");
    vmids.forEach(vmid -> call.require("/vms/" + vmid, "VM.Backup"));
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
    return Answer.of(tasks.start(subject, task(call, name)).upid().toString());
  }

  private boolean isElsewhere(String vmid, String node) {
    return guests
        .find(Integer.parseInt(vmid))
        .map(Guest::node)
        .filter(on -> !on.equals(node))
        .isPresent();
  }

  private Consumer<Task> task(Call call, String name) {
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
    return task -> work.begin(task, Order.of(call, storage.get()));
  }
}
