package dev.proxmoxmcp.simulator.catalog;

import dev.proxmoxmcp.simulator.api.Coverage;
import dev.proxmoxmcp.simulator.api.Handler;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The routes of one version: those with behaviour, as far as the version has them and held to what
 * it publishes, and one for each endpoint that is left.
 */
public final class PublishedRoutes {
  private final Catalog catalog;
  private final Members members;

  /** Routes of a version. */
  public PublishedRoutes(Catalog catalog, Members members) {
    this.catalog = catalog;
    this.members = members;
  }

  /**
   * All routes.
   *
   * @param written those with behaviour; one that the version lacks is left out
   * @param shaped makes the handler of an endpoint that is not among them
   */
  public List<Route> with(List<Route> written, Function<Catalog.Published, Handler> shaped) {
    List<Route> all = new ArrayList<>();
    Set<Catalog.Published> done = new HashSet<>();
    for (Route route : written) {
      if (route.path().equals("/")) {
        all.add(route); // answered by every version and published by none
      }
      catalog
          .find(route.verb(), route.path())
          .ifPresent(endpoint -> {
            all.add(held(route, endpoint));
            done.add(endpoint);
          });
    }
    for (Catalog.Published endpoint : catalog.endpoints()) {
      if (!done.contains(endpoint)) {
        all.add(
            new Route(
                endpoint.verb(),
                endpoint.path().replace("{volume}", "{volume...}").replace("{cidr}", "{cidr...}"),
                PublishedDemand.of(endpoint, members),
                List.of(),
                ticketOnly(endpoint),
                shaped.apply(endpoint),
                new PublishedContract(endpoint),
                Coverage.SHAPE));
      }
    }
    return all;
  }

  /** Where a route leaves the permission to others, the published one counts. */
  private Route held(Route route, Catalog.Published endpoint) {
    Permission permission =
        route.permission() instanceof Permission.AnyUser
            ? PublishedDemand.of(endpoint, members)
            : route.permission();
    return new Route(
        route.verb(),
        route.path(),
        permission,
        route.parameters(),
        route.ticketOnly() || ticketOnly(endpoint),
        route.handler(),
        new PublishedContract(endpoint),
        route.coverage());
  }

  private static boolean ticketOnly(Catalog.Published endpoint) {
    return !endpoint.facts().path("allowtoken").asBoolean(true);
  }
}
