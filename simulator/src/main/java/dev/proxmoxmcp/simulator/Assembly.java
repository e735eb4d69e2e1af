package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.api.Api;
import dev.proxmoxmcp.simulator.api.Patience;
import dev.proxmoxmcp.simulator.catalog.Catalog;
import dev.proxmoxmcp.simulator.http.HttpsServer;
import dev.proxmoxmcp.simulator.http.Listener;
import dev.proxmoxmcp.simulator.http.WireLimits;
import dev.proxmoxmcp.simulator.scenario.Enterprise;
import dev.proxmoxmcp.simulator.scenario.Face;
import dev.proxmoxmcp.simulator.scenario.Homelab;
import dev.proxmoxmcp.simulator.scenario.Incident;
import dev.proxmoxmcp.simulator.scenario.Plan;
import dev.proxmoxmcp.simulator.scenario.TwoNodes;
import dev.proxmoxmcp.simulator.scenario.World;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Puts a cluster together.
 *
 * @param certificate of the first node, or null for the usual one
 */
record Assembly(
    What what, Wire wire, InstantSource clock, @Nullable SimulatedCertificate certificate) {

  /** What is simulated. */
  record What(Scenario scenario, long seed, int guests, int storages, Edition edition) {}

  /**
   * As which Proxmox VE it answers.
   *
   * @param strict whether writes are refused behind which no state is kept
   */
  record Edition(String version, boolean strict) {}

  /**
   * How it is reached.
   *
   * @param port 0 for any
   */
  record Wire(int port, boolean listenerPerNode, WireLimits limits, Patience patience) {}

  SimulatedCluster start() throws IOException {
    int nodes = what.scenario().nodes();
    Addresses addresses = wire.listenerPerNode() ? Addresses.own(nodes) : Addresses.shared(nodes);
    SequencedMap<String, SimulatedCertificate> certificates =
        addresses.certificates(clock, certificate);
    Plan plan = plan(addresses.faces(certificates));
    World world = plan.build();
    Catalog catalog = Catalog.of(what.edition().version());
    Api.Endpoints endpoints =
        Endpoints.of(
            world,
            catalog,
            what.edition().strict(),
            certificates.firstEntry().getValue().caCertificatePem());
    RecordedRequests requests = new RecordedRequests();
    Faults faults = new Faults(new SplittableRandom(what.seed()));
    Api api =
        new Api(world.accounts(), world.nodes(), endpoints, world.timeline(), wire.patience());
    SimulatedSchema schema = new SimulatedSchema(catalog);
    FrontDoor door = new FrontDoor(api, schema, requests, faults, world, clock);
    HttpsServer server = new HttpsServer(wire.limits());
    try {
      Map<String, Listener> open =
          new NodeListeners(server, door, certificates).open(addresses.listening(), wire.port());
      SequencedMap<String, SimulatedNode> handles = new LinkedHashMap<>();
      certificates.forEach((name, shown) ->
          handles.put(name, new SimulatedNode(name, world, open.get(name), shown)));
      handles.values().forEach(SimulatedNode::begin);
      return new SimulatedCluster(
          world,
          plan.tokens(),
          server,
          handles,
          new SimulatedCluster.Records(
              requests,
              faults,
              endpoints.routes(),
              schema,
              endpoints.shapeOnly(),
              door.of(handles.firstEntry().getKey())));
    } catch (IOException failed) {
      server.close();
      throw failed;
    }
  }

  private Plan plan(List<Face> faces) {
    return switch (what.scenario()) {
      case HOMELAB, STANDALONE ->
          new Homelab(
              new Homelab.Size(what.scenario().nodes(), what.guests(), what.storages()),
              what.seed(),
              clock,
              faces);
      case ENTERPRISE -> new Enterprise(what.guests(), what.seed(), clock, faces);
      case INCIDENT -> new Incident(what.guests(), what.seed(), clock, faces);
      case TWO_NODES -> new TwoNodes(clock, faces);
    };
  }
}
