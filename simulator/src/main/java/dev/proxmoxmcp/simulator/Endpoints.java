package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.api.RouteTable;
import dev.proxmoxmcp.simulator.cluster.ClusterRoutes;
import dev.proxmoxmcp.simulator.cluster.Resources;
import dev.proxmoxmcp.simulator.scenario.World;
import java.util.ArrayList;
import java.util.List;

/** All endpoints: one line for each feature's table. */
final class Endpoints {
  private Endpoints() {}

  static RouteTable of(World world) {
    Resources resources =
        new Resources(
            world.nodes(),
            world.guests(),
            world.infrastructure().storages(),
            world.infrastructure().pools());
    List<Route> routes = new ArrayList<>();
    routes.addAll(new ClusterRoutes(world.nodes(), world.guests(), resources).routes());
    return new RouteTable(routes);
  }
}
