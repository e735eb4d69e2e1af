package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.api.Api;
import dev.proxmoxmcp.simulator.api.ApiRequest;
import dev.proxmoxmcp.simulator.http.Reaction;
import dev.proxmoxmcp.simulator.http.Service;
import dev.proxmoxmcp.simulator.http.WireRequest;
import dev.proxmoxmcp.simulator.node.Health;
import dev.proxmoxmcp.simulator.scenario.World;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Records each request, lets a planned fault strike, or has the API answer. Thread-safe. */
final class FrontDoor {
  private static final System.Logger LOG = System.getLogger(FrontDoor.class.getName());

  private final Api api;
  private final SimulatedSchema schema;
  private final RecordedRequests requests;
  private final Faults faults;
  private final InstantSource clock;
  private final Health health;

  FrontDoor(
      Api api,
      SimulatedSchema schema,
      RecordedRequests requests,
      Faults faults,
      World world,
      InstantSource clock) {
    this.api = api;
    this.schema = schema;
    this.requests = requests;
    this.faults = faults;
    this.health = world.nodes().health();
    this.clock = clock;
  }

  /** The door of one node. */
  Service of(String node) {
    return wire -> answer(wire, node);
  }

  private Reaction answer(WireRequest wire, String node) {
    try {
      ApiRequest request = api.read(wire, node);
      RecordedRequest recorded = recorded(request);
      requests.add(recorded);
      Optional<Fault> fault = faults.take(recorded);
      return fault.isPresent()
          ? FaultReactions.of(fault.get(), recorded, () -> reply(request))
          : reply(request).later(slowness(request));
    } catch (RuntimeException | Error broken) {
      // The border: a mistake in one handler, or in a test's own predicate (where an assertion
      // fails with an Error), must not leave a client waiting for ever or end the server.
      LOG.log(System.Logger.Level.ERROR, "the simulator failed at " + wire.rawPath(), broken);
      return Reaction.Reply.of(500, "internal error of the simulator", "", "");
    }
  }

  private Reaction.Reply reply(ApiRequest request) {
    return schema.answer(request.wire()).orElseGet(() -> api.answer(request));
  }

  /** How much longer the nodes on the way take. */
  private Duration slowness(ApiRequest request) {
    String[] path = request.path().split("/", 4);
    boolean forwarded =
        path.length > 2 && path[1].equals("nodes") && !path[2].equals(request.asked());
    Duration own = health.delay(request.asked());
    return forwarded ? own.plus(health.delay(path[2])) : own;
  }

  private RecordedRequest recorded(ApiRequest request) {
    Map<String, String> parameters = new LinkedHashMap<>();
    request.parameters().forEach((name, value) -> parameters.put(name, value.shown()));
    return new RecordedRequest(
        request.wire().method(),
        request.wire().rawPath(),
        request.path(),
        parameters,
        request.login().tokenId(),
        request.asked(),
        clock.instant());
  }
}
