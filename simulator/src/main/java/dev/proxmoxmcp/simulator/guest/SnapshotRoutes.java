package dev.proxmoxmcp.simulator.guest;

import static dev.proxmoxmcp.simulator.guest.GuestTasks.refusedByLock;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.storage.Storages;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Tasks;
import dev.proxmoxmcp.simulator.task.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code …/{vmid}/snapshot} of the guests of one kind. */
public final class SnapshotRoutes {
  private static final Permission AUDIT = Permission.all("/vms/{vmid}", "VM.Audit");
  private static final Permission SNAPSHOT = Permission.all("/vms/{vmid}", "VM.Snapshot");
  private static final Permission ROLLBACK =
      Permission.any("/vms/{vmid}", "VM.Snapshot", "VM.Snapshot.Rollback");
  private static final Permission LOOK =
      Permission.any("/vms/{vmid}", "VM.Snapshot", "VM.Snapshot.Rollback", "VM.Audit");

  private final GuestKind kind;
  private final Guests guests;
  private final GuestTasks tasks;
  private final SnapshotWork work;

  private SnapshotRoutes(
      GuestKind kind, Guests guests, Storages storages, Tasks tasks, Timeline timeline) {
    this.kind = kind;
    this.guests = guests;
    this.tasks =
        new GuestTasks(
            kind, guests, tasks, call -> Guests.noConfiguration(kind, call.node(), call.vmid()));
    this.work = new SnapshotWork(timeline, storages);
  }

  /** The tables of both kinds. */
  public static List<Route> routes(
      Guests guests, Storages storages, Tasks tasks, Timeline timeline) {
    List<Route> routes = new ArrayList<>();
    for (GuestKind kind : GuestKind.values()) {
      routes.addAll(new SnapshotRoutes(kind, guests, storages, tasks, timeline).routes());
    }
    return routes;
  }

  private List<Route> routes() {
    String path = "/nodes/{node}/" + kind.type() + "/{vmid}/snapshot";
    Parameter name = Parameter.configId("snapname", 40).mandatory();
    Parameter description = Parameter.text("description");
    return List.of(
        Route.get(path).needs(AUDIT).answers(this::list),
        Route.post(path)
            .needs(SNAPSHOT)
            .takes(
                kind == GuestKind.QEMU
                    ? List.of(name, description, Parameter.flag("vmstate"))
                    : List.of(name, description))
            .answers(this::create),
        Route.get(path + "/{snapname}").lists("cmd", "rollback", "config"),
        Route.delete(path + "/{snapname}")
            .needs(SNAPSHOT)
            .takes(Parameter.flag("force"))
            .answers(this::delete),
        Route.get(path + "/{snapname}/config").needs(LOOK).answers(this::config),
        Route.put(path + "/{snapname}/config")
            .needs(SNAPSHOT)
            .takes(description)
            .answers(this::describe),
        Route.post(path + "/{snapname}/rollback")
            .needs(ROLLBACK)
            .takes(Parameter.flag("start"))
            .answers(this::rollback));
  }

  private Answer list(Call call) {
    Guest guest = guests.require(kind, call.node(), call.vmid());
    return Answer.of(guest.snapshots().rows(guest));
  }

  private Answer config(Call call) {
    Guest guest = guests.require(kind, call.node(), call.vmid());
    Snapshot snapshot = guest.snapshots().require(call.required("snapname"));
    Map<String, Object> config = new LinkedHashMap<>(snapshot.config());
    config.put("snaptime", snapshot.takenAt().getEpochSecond());
    if (snapshot.description().isEmpty()) {
      config.remove("description");
    } else {
      config.put("description", snapshot.description());
    }
    if (snapshot.parent() != null) {
      config.put("parent", snapshot.parent());
    }
    return Answer.of(config);
  }

  private Answer describe(Call call) {
    Guest guest = guests.require(kind, call.node(), call.vmid());
    String name = guest.snapshots().require(call.required("snapname")).name();
    guest.requireUnlocked();
    call.text("description").ifPresent(text -> guest.snapshots().describe(name, text));
    return Answer.of(null);
  }

  private Answer create(Call call) {
    String name = call.required("snapname");
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("current") || lower.equals("pending")) {
      throw new Refusal.Died("unable to use snapshot name '" + name + "' (reserved name)");
    }
    String description = call.text("description").orElse("");
    boolean memory = call.flag("vmstate");
    return tasks.start(
        call,
        prefix() + "snapshot",
        (task, guest) -> {
          if (guest.template()) {
            task.fail("you can't take a snapshot if it's a template");
          } else if (!refusedByLock(task, guest)) {
            work.create(task, guest, name, description, memory);
          }
        });
  }

  private Answer delete(Call call) {
    String name = call.required("snapname");
    return tasks.startUnlocked(
        call,
        prefix() + "delsnapshot",
        (task, guest) -> {
          if (known(task, guest, name)) {
            work.delete(task, guest, name);
          }
        });
  }

  private Answer rollback(Call call) {
    String name = call.required("snapname");
    boolean start = call.flag("start");
    return tasks.start(
        call,
        prefix() + "rollback",
        (task, guest) -> {
          if (guest.template()) {
            task.fail("you can't rollback if vm is a template");
          } else if (known(task, guest, name) && !refusedByLock(task, guest)) {
            work.rollback(task, guest, name, start);
          }
        });
  }

  private static boolean known(Task task, Guest guest, String name) {
    if (guest.snapshots().find(name).isEmpty()) {
      task.fail(Snapshots.noSuch(name));
      return false;
    }
    return true;
  }

  private String prefix() {
    return kind == GuestKind.QEMU ? "qm" : "vz";
  }
}
