package dev.proxmoxmcp.simulator.node;

import dev.proxmoxmcp.simulator.guest.Figures;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.Guests;
import java.time.Duration;
import java.time.Instant;

/**
 * What a node uses: what its guests use and a little for itself.
 *
 * @param cpu share of its CPUs, 0 to 1
 * @param memory in bytes
 * @param rootDisk in bytes
 */
record NodeFigures(double cpu, long memory, long rootDisk, Duration uptime) {
  private static final long OWN_MEMORY = 2L << 30;

  static NodeFigures of(Node node, Guests guests, Instant now) {
    double busyCpus = 0.05;
    long memory = OWN_MEMORY;
    for (Guest guest : guests.all()) {
      if (guest.running() && guest.node().equals(node.name())) {
        Figures figures = Figures.of(guest, now);
        busyCpus += figures.cpu() * guest.size().cpus();
        memory += figures.memory();
      }
    }
    return new NodeFigures(
        Math.min(1, busyCpus / node.capacity().cpus()),
        // Guests that exceed the memory would have been swapped or killed.
        Math.min(memory, node.capacity().memory() / 20 * 19),
        node.capacity().rootDisk() / 10,
        Duration.between(node.bootedAt(), now));
  }
}
