package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.scenario.World;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Finds what can be broken by its name; who asks for something else is told what there is. */
record Handles(World world, SequencedMap<String, SimulatedNode> nodes) {
  private static final int SHOWN_GUESTS = 10;

  SimulatedNode first() {
    return nodes.firstEntry().getValue();
  }

  SimulatedNode node(String name) {
    SimulatedNode node = nodes.get(name);
    if (node == null) {
      throw unknown("node '" + name + "'", nodes.keySet());
    }
    return node;
  }

  List<SimulatedStorage> storages() {
    return world.timeline().take(_ -> world.infrastructure().storages().all()).stream()
        .map(SimulatedStorage::new)
        .toList();
  }

  SimulatedStorage storage(String name) {
    List<SimulatedStorage> all = storages();
    return all.stream()
        .filter(storage -> storage.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            unknown("storage '" + name + "'", all.stream().map(SimulatedStorage::name).toList()));
  }

  GuestFaults guest(int vmid) {
    return world
        .timeline()
        .take(_ -> {
          Guests guests = world.guests();
          if (guests.find(vmid).isEmpty()) {
            throw unknown("guest " + vmid, firstGuests(guests));
          }
          return new GuestFaults(world, vmid);
        });
  }

  private static List<String> firstGuests(Guests guests) {
    List<String> first =
        guests.all().stream()
            .limit(SHOWN_GUESTS)
            .map(guest -> String.valueOf(guest.vmid()))
            .collect(Collectors.toList());
    if (guests.all().size() > SHOWN_GUESTS) {
      first.add("…");
    }
    return first;
  }

  private static IllegalArgumentException unknown(String what, Collection<String> there) {
    return new IllegalArgumentException("no " + what + "; there are " + String.join(", ", there));
  }
}
