package dev.proxmoxmcp.simulator.node;

import dev.proxmoxmcp.simulator.guest.Figures;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.Guests;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    Use use = new Use();
    for (Guest guest : guests.all()) {
      if (guest.running() && guest.node().equals(node.name())) {
        use.add(guest, now);
      }
    }
    return use.figures(node, now);
  }

  /** Those of several nodes by name, in one look at all guests. */
  static Map<String, NodeFigures> of(List<Node> nodes, Guests guests, Instant now) {
    Map<String, Use> uses = new HashMap<>();
    nodes.forEach(node -> uses.put(node.name(), new Use()));
    for (Guest guest : guests.all()) {
      Use use = uses.get(guest.node());
      if (use != null && guest.running()) {
        use.add(guest, now);
      }
    }
    Map<String, NodeFigures> figures = new HashMap<>();
    nodes.forEach(node ->
        figures.put(node.name(), uses.getOrDefault(node.name(), new Use()).figures(node, now)));
    return figures;
  }

  /** What is added up. */
  private static final class Use {
    private double busyCpus = 0.05;
    private long memory = OWN_MEMORY;

    void add(Guest guest, Instant now) {
      Figures figures = Figures.of(guest, now);
      busyCpus += figures.cpu() * guest.size().cpus();
      memory += figures.memory();
    }

    NodeFigures figures(Node node, Instant now) {
      return new NodeFigures(
          Math.min(1, busyCpus / node.capacity().cpus()),
          // Guests that exceed the memory would have been swapped or killed.
          Math.min(memory, node.capacity().memory() / 20 * 19),
          node.capacity().rootDisk() / 10,
          Duration.between(node.bootedAt(), now));
    }
  }
}
