package dev.proxmoxmcp.simulator.node;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Tasks;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Starts and stops the guests of a node all at once. */
public final class BulkPower {
  private final Guests guests;
  private final Tasks tasks;

  /** Of these guests. */
  public BulkPower(Guests guests, Tasks tasks) {
    this.guests = guests;
    this.tasks = tasks;
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.post("/nodes/{node}/startall").takesAll().answers(this::start),
        Route.post("/nodes/{node}/stopall").takesAll().answers(this::stop));
  }

  private Answer start(Call call) {
    Predicate<Guest> wanted =
        guest ->
            !guest.running()
                && (call.flag("force") || guest.setting("onboot").filter("1"::equals).isPresent());
    return each(call, "startall", wanted, guest -> guest.start(call.now()));
  }

  private Answer stop(Call call) {
    return each(call, "stopall", Guest::running, Guest::stop);
  }

  private Answer each(Call call, String type, Predicate<Guest> wanted, Consumer<Guest> action) {
    Set<String> named = call.list("vms").stream().collect(Collectors.toUnmodifiableSet());
    List<Guest> chosen =
        guests.all().stream()
            .filter(guest -> guest.node().equals(call.node()) && !guest.template())
            .filter(guest -> named.isEmpty() || named.contains(String.valueOf(guest.vmid())))
            .filter(wanted)
            .toList();
    chosen.forEach(guest -> call.require("/vms/" + guest.vmid(), "VM.PowerMgmt"));
    Task task =
        tasks.start(
            new Tasks.Subject(call.node(), type, "", call.caller().tokenId()),
            running -> {
              for (Guest guest : chosen) {
                if (guest.lock().isEmpty()) {
                  action.accept(guest);
                } else {
                  running.say(guest.kind().label() + " " + guest.vmid() + " is locked");
                }
              }
              running.succeed();
            });
    return Answer.of(task.upid().toString());
  }
}
