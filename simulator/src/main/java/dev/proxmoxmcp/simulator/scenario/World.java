package dev.proxmoxmcp.simulator.scenario;

import dev.proxmoxmcp.simulator.access.Accounts;
import dev.proxmoxmcp.simulator.cluster.Pool;
import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.node.Nodes;
import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.storage.Volumes;
import dev.proxmoxmcp.simulator.task.Tasks;
import dev.proxmoxmcp.simulator.task.Timeline;
import java.util.List;

/** The whole state of a simulated cluster; what can change in it is guarded by the timeline. */
public record World(
    Timeline timeline,
    Nodes nodes,
    Guests guests,
    Infrastructure infrastructure,
    Accounts accounts,
    Tasks tasks) {

  /** Storages with the volumes on them, which come and go, and pools. */
  public record Infrastructure(List<Storage> storages, Volumes volumes, List<Pool> pools) {
    public Infrastructure {
      storages = List.copyOf(storages);
      pools = List.copyOf(pools);
    }
  }
}
