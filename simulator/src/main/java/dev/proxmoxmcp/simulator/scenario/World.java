package dev.proxmoxmcp.simulator.scenario;

import dev.proxmoxmcp.simulator.access.Accounts;
import dev.proxmoxmcp.simulator.cluster.Pools;
import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.node.Nodes;
import dev.proxmoxmcp.simulator.storage.Storages;
import dev.proxmoxmcp.simulator.storage.Volumes;
import dev.proxmoxmcp.simulator.task.Tasks;
import dev.proxmoxmcp.simulator.task.Timeline;

/** The whole state of a simulated cluster; what can change in it is guarded by the timeline. */
public record World(
    Timeline timeline,
    Nodes nodes,
    Guests guests,
    Infrastructure infrastructure,
    Accounts accounts,
    Tasks tasks) {

  /** Storages with the volumes on them, which come and go, and pools. */
  public record Infrastructure(Storages storages, Volumes volumes, Pools pools) {}
}
