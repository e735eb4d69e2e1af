package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.access.ApiToken;
import dev.proxmoxmcp.simulator.api.Coverage;
import dev.proxmoxmcp.simulator.api.RouteTable;
import dev.proxmoxmcp.simulator.api.ShapeOnly;
import dev.proxmoxmcp.simulator.catalog.Catalog;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.http.HttpsServer;
import dev.proxmoxmcp.simulator.http.Service;
import dev.proxmoxmcp.simulator.scenario.Holder;
import dev.proxmoxmcp.simulator.scenario.World;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * A Proxmox VE 9.2 cluster that is not there: an HTTPS server on 127.0.0.1 that answers like one,
 * with guests that really start and stop, by tasks that take time from a clock that is passed in.
 * Thread-safe.
 *
 * <pre>{@code
 * var clock = new ManualClock();
 * try (var cluster = SimulatedCluster.homelab().clock(clock).start()) {
 *   connect(cluster.address(), cluster.operatorToken(), cluster.caCertificatePem());
 * }
 * }</pre>
 */
public final class SimulatedCluster implements AutoCloseable {
  private final World world;
  private final Map<Holder, ApiToken> tokens;
  private final RouteTable endpoints;
  private final HttpsServer server;
  private final Handles handles;
  private final RecordedRequests requests;
  private final Faults faults;
  private final SimulatedSchema schema;
  private final ShapeOnly shapeOnly;
  private final Service door;

  SimulatedCluster(
      World world,
      Map<Holder, ApiToken> tokens,
      HttpsServer server,
      SequencedMap<String, SimulatedNode> nodes,
      Records records) {
    this.world = world;
    this.tokens = Map.copyOf(tokens);
    this.endpoints = records.endpoints();
    this.server = server;
    this.handles = new Handles(world, nodes);
    this.requests = records.requests();
    this.faults = records.faults();
    this.schema = records.schema();
    this.shapeOnly = records.shapeOnly();
    this.door = records.door();
  }

  record Records(
      RecordedRequests requests,
      Faults faults,
      RouteTable endpoints,
      SimulatedSchema schema,
      ShapeOnly shapeOnly,
      Service door) {}

  /**
   * Three nodes, 24 guests of both kinds, four storages, tasks of the past; among the guests a
   * template, stopped ones, a locked and a nameless one, two of one name, hostile and non-ASCII
   * texts, one that never starts, one that starts with a warning and one that ignores a shutdown.
   */
  public static ClusterBuilder homelab() {
    return of(Scenario.HOMELAB);
  }

  /** The same guests on one node that belongs to no cluster. */
  public static ClusterBuilder standalone() {
    return of(Scenario.STANDALONE);
  }

  /** Any of the scenarios. */
  public static ClusterBuilder of(Scenario scenario) {
    return new ClusterBuilder(scenario);
  }

  /** Where the first node listens: {@code https://127.0.0.1:PORT}. */
  public URI address() {
    return handles.first().address();
  }

  /** SHA-256 of the certificate that the first node presents now, as {@code AA:BB:…}. */
  public String fingerprint() {
    return handles.first().fingerprint();
  }

  /** The certificate, as PEM, of the authority that signed the one the first node presents. */
  public String caCertificatePem() {
    return handles.first().certificate().caCertificatePem();
  }

  /** All nodes. */
  public List<SimulatedNode> nodes() {
    return List.copyOf(handles.nodes().values());
  }

  /**
   * The node of that name.
   *
   * @throws IllegalArgumentException naming those that exist, if it does not
   */
  public SimulatedNode node(String name) {
    return handles.node(name);
  }

  /** All storages. */
  public List<SimulatedStorage> storages() {
    return handles.storages();
  }

  /**
   * The storage of that name.
   *
   * @throws IllegalArgumentException naming those that exist, if it does not
   */
  public SimulatedStorage storage(String name) {
    return handles.storage(name);
  }

  /**
   * What can happen to the guest of that number.
   *
   * @throws IllegalArgumentException naming some that exist, if it does not
   */
  public GuestFaults guestFaults(int vmid) {
    return handles.guest(vmid);
  }

  /**
   * All links between the nodes are cut: each sees itself alone and has no quorum, so that it
   * answers reads of its own, refuses changes in the words of a real host, and answers 595 {@code
   * Connection timed out} for the others after the forwarding limit. Clients still reach every
   * node.
   *
   * @throws IllegalStateException if there is no cluster
   */
  public void losesQuorum() {
    if (handles.nodes().size() == 1) {
      throw new IllegalStateException("a node without a cluster has no quorum to lose");
    }
    world
        .timeline()
        .take(now -> {
          world.nodes().health().split(now);
          return now;
        });
  }

  /** Whether the first node has quorum; a node without a cluster always has. */
  public boolean isQuorate() {
    return world.nodes().quorate(handles.first().name());
  }

  /** The links between the nodes are mended. */
  public void regainsQuorum() {
    world.nodes().health().join();
  }

  /** {@code root@pam!demo}: may do everything. */
  public SimulatedToken adminToken() {
    return token(Holder.ADMIN);
  }

  /** {@code ops@pve!mcp}: reads everything, switches guests on and off, runs commands in them. */
  public SimulatedToken operatorToken() {
    return token(Holder.OPERATOR);
  }

  /** {@code viewer@pve!audit}: reads everything and changes nothing. */
  public SimulatedToken auditorToken() {
    return token(Holder.AUDITOR);
  }

  /** {@code guest@pve!narrow}: reads the guests 101 and 200 and nothing else. */
  public SimulatedToken narrowToken() {
    return token(Holder.NARROW);
  }

  /** {@code nobody@pve!blind}: good, but without any privilege. */
  public SimulatedToken blindToken() {
    return token(Holder.BLIND);
  }

  /** {@code ops@pve!old}: expired, so that it is refused. */
  public SimulatedToken expiredToken() {
    return token(Holder.EXPIRED);
  }

  /** {@code gap@pve!gapped}: reads everything but the guest 105, from which NoAccess takes all. */
  public SimulatedToken gappedToken() {
    return token(Holder.GAPPED);
  }

  /** {@code flat@pve!flat}: has VM.Audit on /vms itself, which no guest inherits. */
  public SimulatedToken flatToken() {
    return token(Holder.FLAT);
  }

  private SimulatedToken token(Holder holder) {
    return SimulatedToken.of(holder, tokens);
  }

  /** Whether there is an endpoint, such as {@code GET} at {@code /nodes/pve1/qemu}. */
  public boolean answers(String method, String apiPath) {
    return endpoints.has(method, apiPath);
  }

  /** The versions of Proxmox VE that can be simulated, the oldest first. */
  public static List<String> versions() {
    return Catalog.versions();
  }

  /**
   * How often endpoints answered in the right shape but without state behind it, by method and path
   * with placeholders.
   */
  public Map<String, Integer> shapeOnlyAnswers() {
    return shapeOnly.counts();
  }

  /**
   * What stands behind each endpoint of the simulated version, by method and path with
   * placeholders: whether there is state, or the right shape of an answer only.
   */
  public Map<String, Boolean> endpoints() {
    Map<String, Boolean> all = new TreeMap<>();
    endpoints
        .routes()
        .forEach(route ->
            all.put(
                route.verb() + " " + route.path().replace("...}", "}"),
                route.coverage() != Coverage.SHAPE));
    return all;
  }

  /**
   * Asks the first node within this process: the same as over its socket, but for what the wire
   * adds.
   *
   * @param target path and query, percent-encoded
   * @throws IllegalStateException if a fault makes the answer none
   */
  public SimulatedReply ask(
      String method, String target, Map<String, String> headers, String body) {
    return SimulatedReply.of(door.answer(SimulatedReply.request(method, target, headers, body)));
  }

  /** The requests that arrived. */
  public RecordedRequests requests() {
    return requests;
  }

  /** The description of the API that every node serves. */
  public SimulatedSchema schema() {
    return schema;
  }

  /** The faults that requests are to meet. */
  public Faults faults() {
    return faults;
  }

  /** The first node presents another certificate; see {@link SimulatedNode#presents}. */
  public void presents(SimulatedCertificate other) {
    handles.first().presents(other);
  }

  /** The guest of that number as it is now, or empty. */
  public Optional<SimulatedGuest> guest(int vmid) {
    return world.timeline().take(_ -> world.guests().find(vmid).map(SimulatedCluster::inspected));
  }

  private static SimulatedGuest inspected(Guest guest) {
    return new SimulatedGuest(
        guest.vmid(),
        guest.kind().type(),
        guest.node(),
        guest.name(),
        guest.state().name().toLowerCase(Locale.ROOT),
        guest.lock().orElse(""));
  }

  /** All tasks of all nodes as they are now: running ones first, then the latest ended first. */
  public List<SimulatedTask> tasks() {
    var tasks = world.tasks();
    return world.timeline().take(_ -> tasks.all().stream().map(SimulatedTask::of).toList());
  }

  World world() {
    return world;
  }

  /** Stops the server; further calls do nothing. */
  @Override
  public void close() {
    server.close();
  }
}
