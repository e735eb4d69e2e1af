package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.task.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/** Guests that are being made: who may, and what becomes of half a guest. */
final class Newcomer {
  private final Guests guests;
  private final Disks disks;
  private final RandomGenerator random;

  Newcomer(Guests guests, Disks disks, RandomGenerator random) {
    this.guests = guests;
    this.disks = disks;
    this.random = random;
  }

  /**
   * Refuses a caller who may make no guest of that number, neither as such nor in the pool named.
   *
   * @throws Refusal.NotAllowed if so
   */
  static void requireRight(Call call, int vmid) {
    boolean inPool =
        call.text("pool")
            .filter(pool -> call.caller().may("/pool/" + pool, "VM.Allocate"))
            .isPresent();
    if (!inPool && !call.caller().may("/vms/" + vmid, "VM.Allocate")) {
      throw new Refusal.NotAllowed();
    }
  }

  Optional<Guest> find(int vmid) {
    return guests.find(vmid);
  }

  /**
   * Adds a locked guest, which goes again with its disks unless its task says that it is done.
   *
   * @return to be set once it is
   */
  AtomicBoolean begin(Task task, Guest guest, String lock) {
    guest.lock(lock);
    guests.add(guest);
    AtomicBoolean done = new AtomicBoolean();
    task.whenEnded(() -> {
      guest.unlock();
      if (!done.get()) {
        guests.remove(guest.vmid());
        Disks.of(guest.config()).values().forEach(disk -> disks.free(guest.node(), disk, _ -> {}));
      }
    });
    return done;
  }

  /** A guest of that configuration. */
  static Guest guest(Guest.Identity identity, int cpus, String pool, Map<String, Object> config) {
    GuestSize size = new GuestSize(cpus, 0, 0, 0).of(identity.kind(), config);
    return new Guest(identity, size, Temper.calm(), pool, config);
  }

  /** The ids that every VM has of its own. */
  Map<String, Object> ids() {
    Map<String, Object> ids = new LinkedHashMap<>();
    ids.put("smbios1", "uuid=" + uuid());
    ids.put("vmgenid", uuid());
    return ids;
  }

  private String uuid() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~0xC000_0000_0000_0000L) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
