package dev.proxmoxmcp.tools.cluster;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.cluster.NodeResource;
import dev.proxmoxmcp.client.cluster.NodeState;
import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.client.guest.GuestStatus;
import dev.proxmoxmcp.tools.part.Gathering;
import dev.proxmoxmcp.tools.part.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Which VMs stand still although the cluster's list calls them running: only their nodes tell, each
 * of all its VMs in one answer.
 *
 * @param halted what the hypervisor says of those that stand still: {@code io-error}, {@code
 *     paused}, …; untrusted text
 * @param missing which nodes did not tell or were not asked, a sentence each
 */
record VmStates(Map<Vmid, String> halted, List<String> missing) {
  /** How many nodes are asked at most; of a larger cluster those that have trouble come first. */
  static final int MOST_NODES = 12;

  VmStates {
    halted = Map.copyOf(halted);
    missing = List.copyOf(missing);
  }

  static VmStates read(Gathering gathering, BoundCluster cluster, Inventory inventory)
      throws InterruptedException {
    List<NodeName> nodes = nodesToAsk(inventory);
    List<NodeName> asked = nodes.subList(0, Math.min(MOST_NODES, nodes.size()));
    List<Part<List<GuestStatus>>> parts =
        gathering.all(
            asked.stream()
                .<Callable<List<GuestStatus>>>map(node -> () -> cluster.guests().vmsOf(node))
                .toList());
    Map<Vmid, String> halted = new LinkedHashMap<>();
    Map<String, List<String>> silent = new LinkedHashMap<>();
    for (int index = 0; index < asked.size(); index++) {
      switch (parts.get(index)) {
        case Part.Got<List<GuestStatus>>(List<GuestStatus> vms) ->
            vms.stream()
                .filter(vm -> vm.state() == RunState.PAUSED)
                .forEach(vm ->
                    halted.put(vm.ref().vmid(), Objects.requireNonNullElse(vm.detail(), "paused")));
        case Part.Missing<List<GuestStatus>>(String why, _) ->
            silent.computeIfAbsent(why, _ -> new ArrayList<>()).add(asked.get(index).toString());
      }
    }
    List<String> missing = new ArrayList<>();
    silent.forEach((why, where) ->
        missing.add(
            "Missing here: which VMs on %s are paused: %s"
                .formatted(String.join(", ", where), why)));
    if (asked.size() < nodes.size()) {
      missing.add(
          "Not looked at on %d of %d nodes: whether a VM is paused; there it counts as running."
              .formatted(nodes.size() - asked.size(), nodes.size()));
    }
    return new VmStates(halted, missing);
  }

  /** Online ones with a VM that is said to run, those first whose storages are away or full. */
  private static List<NodeName> nodesToAsk(Inventory inventory) {
    return inventory.nodes().stream()
        .filter(node -> node.state() == NodeState.ONLINE)
        .map(NodeResource::node)
        .filter(node ->
            inventory.guests().stream()
                .anyMatch(guest ->
                    guest.node().equals(node)
                        && guest.ref().kind() == GuestKind.QEMU
                        && guest.state() == RunState.RUNNING))
        .sorted(Comparator.comparing(node -> !hasTrouble(inventory, node)))
        .toList();
  }

  private static boolean hasTrouble(Inventory inventory, NodeName node) {
    return inventory.storages().stream()
        .filter(place -> place.nodes().contains(node.toString()))
        .filter(place -> place.sample().content().contains("images"))
        .anyMatch(place -> place.missingOn().contains(node.toString()) || place.nearlyFull());
  }
}
