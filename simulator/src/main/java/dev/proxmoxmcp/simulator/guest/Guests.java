package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Refusal;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All guests by number. Mutable; guarded by the timeline's turn. */
public final class Guests {
  private final TreeMap<Integer, Guest> byVmid = new TreeMap<>();

  /** These guests. */
  public Guests(Collection<Guest> guests) {
    guests.forEach(guest -> byVmid.put(guest.vmid(), guest));
  }

  /** All, by number. */
  public Collection<Guest> all() {
    return Collections.unmodifiableCollection(byVmid.values());
  }

  /** The guest of that number, wherever it is. */
  public Optional<Guest> find(int vmid) {
    return Optional.ofNullable(byVmid.get(vmid));
  }

  /** The guest of that number if it is of that kind and on that node. */
  Optional<Guest> find(GuestKind kind, String node, int vmid) {
    return find(vmid).filter(guest -> guest.kind() == kind && guest.node().equals(node));
  }

  /**
   * The guest of that number, kind and node.
   *
   * @throws Refusal.Died with Proxmox's text if there is none
   */
  public Guest require(GuestKind kind, String node, int vmid) {
    return find(kind, node, vmid)
        .orElseThrow(() -> new Refusal.Died(noConfiguration(kind, node, vmid)));
  }

  /** What Proxmox says where there is no such guest. */
  public static String noConfiguration(GuestKind kind, String node, int vmid) {
    return "Configuration file 'nodes/%s/%s/%d.conf' does not exist"
        .formatted(node, kind.configFolder(), vmid);
  }

  /** Adds a guest, or puts it in the place of the one of that number. */
  void add(Guest guest) {
    byVmid.put(guest.vmid(), guest);
  }

  /** Takes a guest away; nothing happens if there is none. */
  public void remove(int vmid) {
    byVmid.remove(vmid);
  }

  /** The guests of one kind on one node, by number. */
  List<Guest> on(GuestKind kind, String node) {
    return byVmid.values().stream()
        .filter(guest -> guest.kind() == kind && guest.node().equals(node))
        .toList();
  }

  /** The lowest number that is free. */
  public int nextFree() {
    int candidate = 100;
    for (Map.Entry<Integer, Guest> entry : byVmid.entrySet()) {
      if (entry.getKey() > candidate) {
        break;
      }
      candidate = entry.getKey() + 1;
    }
    return candidate;
  }
}
