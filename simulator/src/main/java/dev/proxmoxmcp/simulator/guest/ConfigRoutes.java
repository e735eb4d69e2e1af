package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Digest;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.task.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;

/** {@code PUT …/config} of VMs and containers, and {@code POST …/config} of VMs. */
public final class ConfigRoutes {
  private static final Permission CHANGE_MACHINE =
      Permission.any(
          "/vms/{vmid}",
          "VM.Config.Disk",
          "VM.Config.CDROM",
          "VM.Config.CPU",
          "VM.Config.Memory",
          "VM.Config.Network",
          "VM.Config.HWType",
          "VM.Config.Options",
          "VM.Config.Cloudinit");
  private static final Permission CHANGE_CONTAINER =
      Permission.any(
          "/vms/{vmid}",
          "VM.Config.Disk",
          "VM.Config.CPU",
          "VM.Config.Memory",
          "VM.Config.Network",
          "VM.Config.Options");

  private final Guests guests;
  private final Tasks tasks;
  private final ConfigChange ofMachines;
  private final ConfigChange ofContainers;

  /** Routes to the settings of these guests. */
  public ConfigRoutes(Guests guests, Disks disks, Tasks tasks, RandomGenerator random) {
    this.guests = guests;
    this.tasks = tasks;
    this.ofMachines = new ConfigChange(GuestKind.QEMU, disks, random);
    this.ofContainers = new ConfigChange(GuestKind.LXC, disks, random);
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.put("/nodes/{node}/qemu/{vmid}/config")
            .needs(CHANGE_MACHINE)
            .takes(
                with(
                    GuestKind.QEMU,
                    Parameter.flag("force"),
                    Parameter.flag("skiplock").onlyForRoot()))
            .answers(this::changeMachine),
        Route.post("/nodes/{node}/qemu/{vmid}/config")
            .needs(CHANGE_MACHINE)
            .takes(
                with(
                    GuestKind.QEMU,
                    Parameter.amount("background_delay", 1, 30),
                    Parameter.storage("import-working-storage"),
                    Parameter.flag("force"),
                    Parameter.flag("skiplock").onlyForRoot()))
            .answers(this::changeMachineByTask),
        Route.put("/nodes/{node}/lxc/{vmid}/config")
            .needs(CHANGE_CONTAINER)
            .takes(with(GuestKind.LXC))
            .answers(this::changeContainer));
  }

  private static List<Parameter> with(GuestKind kind, Parameter... more) {
    List<Parameter> all = new ArrayList<>(GuestOptions.of(kind).values());
    all.addAll(
        List.of(Parameter.text("delete"), Parameter.text("digest", 40), Parameter.text("revert")));
    all.addAll(List.of(more));
    return all;
  }

  private Answer changeMachine(Call call) {
    ConfigChange.Wanted wanted = wanted(ofMachines, call);
    Guest guest = machine(call);
    ofMachines.apply(guest, wanted, call.now(), _ -> {});
    return Answer.of(null);
  }

  private Answer changeMachineByTask(Call call) {
    ConfigChange.Wanted wanted = wanted(ofMachines, call);
    Guest guest = machine(call);
    StringJoiner words = new StringJoiner(" ", "update VM " + call.vmid() + ": ", "");
    wanted.set().forEach((key, value) -> words.add("-" + key).add(value));
    if (!wanted.delete().isEmpty()) {
      words.add("-delete").add(String.join(",", wanted.delete()));
    }
    Tasks.Subject subject =
        new Tasks.Subject(
            call.node(), "qmconfig", String.valueOf(call.vmid()), call.caller().tokenId());
    return Answer.of(
        tasks
            .start(
                subject,
                task -> {
                  task.say(words.toString());
                  try {
                    ofMachines.apply(guest, wanted, call.now(), task::say);
                    task.succeed();
                  } catch (Refusal refused) {
                    task.fail(refused.text());
                  }
                })
            .upid()
            .toString());
  }

  private static ConfigChange.Wanted wanted(ConfigChange change, Call call) {
    ConfigChange.Wanted wanted = change.wanted(call, call.vmid());
    if (wanted.nothing()) {
      throw new Refusal.Died("no options specified");
    }
    return wanted;
  }

  private Guest machine(Call call) {
    Guest guest = guests.require(GuestKind.QEMU, call.node(), call.vmid());
    if (!Digest.fits(call, guest.digest())) {
      throw new Refusal.Died("checksum mismatch (file change by other user?)");
    }
    if (!call.flag("skiplock")) {
      guest.requireUnlocked();
    }
    return guest;
  }

  private Answer changeContainer(Call call) {
    ConfigChange.Wanted wanted = wanted(ofContainers, call);
    Guest guest = guests.require(GuestKind.LXC, call.node(), call.vmid());
    Digest.require(call, guest.digest(), "");
    guest.requireUnlocked();
    ofContainers.apply(guest, wanted, call.now(), _ -> {});
    return Answer.of(null);
  }
}
