package dev.proxmoxmcp.simulator.cluster;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Intervention;
import dev.proxmoxmcp.simulator.api.Patience.Wait;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.storage.StorageState;
import dev.proxmoxmcp.simulator.storage.Storages;
import dev.proxmoxmcp.simulator.task.Affliction;
import dev.proxmoxmcp.simulator.task.Tasks;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a hung or a full storage does to those who use it: its content is not to be had, guests with
 * disks on it do not start and VMs get no snapshot, backups to it fail.
 */
public final class TroubledStorages implements Intervention {
  private static final String OF_STORAGE = "/nodes/{node}/storage/{storage}/";
  private static final List<String> ANSWERED_WITHOUT_IT = List.of("status", "rrd", "rrddata");
  private static final Map<String, String> STARTS =
      Map.of(
          "POST /nodes/{node}/qemu/{vmid}/status/start", "qmstart",
          "POST /nodes/{node}/qemu/{vmid}/status/resume", "qmresume",
          "POST /nodes/{node}/lxc/{vmid}/status/start", "vzstart");

  /** Of VMs only: those of containers end earlier, where their storage has none at all. */
  private static final String SNAPSHOT = "POST /nodes/{node}/qemu/{vmid}/snapshot";

  private static final String BACKUP = "POST /nodes/{node}/vzdump";
  private static final String NO_SPACE =
      "write data failed: command error: write_data upload error: pipelined request failed: No"
          + " space left on device (os error 28)";

  private final Storages storages;
  private final Guests guests;
  private final Tasks tasks;

  /** Watches over these storages. */
  public TroubledStorages(Storages storages, Guests guests, Tasks tasks) {
    this.storages = storages;
    this.guests = guests;
    this.tasks = tasks;
  }

  @Override
  public Optional<Answer> before(Route route, Call call) {
    String endpoint = route.verb() + " " + route.path();
    if (route.path().startsWith(OF_STORAGE)
        && !ANSWERED_WITHOUT_IT.contains(route.path().substring(OF_STORAGE.length()))) {
      if (is(call.required("storage"), StorageState.Kind.HUNG)) {
        throw new Refusal.NoAnswer(596, "Connection timed out", Wait.FORWARDING);
      }
    } else if (STARTS.containsKey(endpoint)) {
      hungDisk(call.vmid(), endpoint.endsWith("resume"))
          .ifPresent(storage ->
              afflict(
                  call,
                  new Cause(
                      Optional.ofNullable(STARTS.get(endpoint)).orElseThrow(),
                      storage,
                      StorageState.Kind.HUNG),
                  notOnline(storage, "")));
    } else if (endpoint.equals(SNAPSHOT)) {
      hungDisk(call.vmid(), false)
          .ifPresent(storage ->
              afflict(
                  call,
                  new Cause("qmsnapshot", storage, StorageState.Kind.HUNG),
                  new Affliction.Fails(
                      notOnline(storage), List.of("snapshot create failed: starting cleanup"))));
    } else if (endpoint.equals(BACKUP)) {
      call.text("storage").ifPresent(storage -> backUp(call, storage));
    }
    return Optional.empty();
  }

  private void backUp(Call call, String storage) {
    if (is(storage, StorageState.Kind.HUNG)) {
      afflict(
          call,
          new Cause("vzdump", storage, StorageState.Kind.HUNG),
          notOnline(storage, "could not activate storage '" + storage + "': "));
    } else if (is(storage, StorageState.Kind.FULL)) {
      afflict(
          call,
          new Cause("vzdump", storage, StorageState.Kind.FULL),
          new Affliction.Fails(
              "job errors",
              List.of(
                  "ERROR: backup " + NO_SPACE,
                  "INFO: aborting backup job",
                  "INFO: Backup job finished with errors")));
    }
  }

  private static Affliction notOnline(String storage, String before) {
    return new Affliction.Fails(before + notOnline(storage), List.of());
  }

  private static String notOnline(String storage) {
    return "storage '" + storage + "' is not online";
  }

  /** Why the next task of a type suffers: it does not once the storage is well again. */
  private record Cause(String taskType, String storage, StorageState.Kind kind) {}

  private void afflict(Call call, Cause cause, Affliction affliction) {
    tasks
        .afflictions()
        .plan(
            subject ->
                subject.type().equals(cause.taskType())
                    && subject.node().equals(call.node())
                    && is(cause.storage(), cause.kind()),
            affliction,
            1);
  }

  private boolean is(String name, StorageState.Kind kind) {
    return storages.find(name).filter(storage -> storage.state().kind() == kind).isPresent();
  }

  /**
   * The hung storage that has a volume of the guest, or empty.
   *
   * @param ifHibernated whether only a guest counts that must read its memory from a disk: one that
   *     is merely paused goes on without
   */
  private Optional<String> hungDisk(int vmid, boolean ifHibernated) {
    return guests
        .find(vmid)
        .filter(guest -> !ifHibernated || !guest.running())
        .flatMap(guest -> storages.hungAmong(guest.config().values()))
        .map(Storage::name);
  }
}
