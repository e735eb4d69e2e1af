package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.access.ApiToken;
import dev.proxmoxmcp.simulator.api.Patience;
import dev.proxmoxmcp.simulator.api.RouteTable;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.http.HttpsServer;
import dev.proxmoxmcp.simulator.scenario.Holder;
import dev.proxmoxmcp.simulator.scenario.Homelab;
import dev.proxmoxmcp.simulator.scenario.World;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

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
  }

  record Records(
      RecordedRequests requests, Faults faults, RouteTable endpoints, SimulatedSchema schema) {}

  /**
   * Three nodes, 24 guests of both kinds, four storages, tasks of the past; among the guests a
   * template, stopped ones, a locked and a nameless one, two of one name, hostile and non-ASCII
   * texts, one that never starts, one that starts with a warning and one that ignores a shutdown.
   */
  public static Builder homelab() {
    return of(Scenario.HOMELAB);
  }

  /** The same guests on one node that belongs to no cluster. */
  public static Builder standalone() {
    return of(Scenario.STANDALONE);
  }

  /** Any of the scenarios. */
  public static Builder of(Scenario scenario) {
    return new Builder(scenario);
  }

  /** Sets up a cluster; only the clock must be given. Not thread-safe. */
  public static final class Builder {
    private final Scenario scenario;
    private long seed = 1;
    private int guests;
    private int storages = Homelab.Size.USUAL_STORAGES;
    private int port;
    private boolean listenerPerNode;
    private Patience patience = Patience.REAL;
    private Duration idleLimit = Duration.ofSeconds(5);
    private @Nullable InstantSource clock;
    private @Nullable SimulatedCertificate certificate;

    private Builder(Scenario scenario) {
      this.scenario = scenario;
      this.guests = scenario.usualGuests();
    }

    /** What chance depends on: ids, addresses, figures, the tokens' secrets. Default 1. */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * How many guests there are: fewer than 24 leave out ordinary ones first, more add ordinary
     * ones, numbered from 1000. Default 24.
     */
    public Builder guests(int count) {
      this.guests = count;
      return this;
    }

    /**
     * How many storages a homelab has, on one node or three: more than the usual four add NFS
     * shares, {@code share5} and so on, with an ISO image each. Default 4.
     */
    public Builder storages(int count) {
      this.storages = count;
      return this;
    }

    /** The port on 127.0.0.1; 0, the default, takes any that is free. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** The cluster's time, which tasks need; must be given. */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /** How long a refusal of credentials takes, in real time. Default 3 s, as on real hosts. */
    public Builder refusalDelay(Duration delay) {
      this.patience = new Patience(delay, patience.forwarding(), patience.locking());
      return this;
    }

    /**
     * How long a node waits for another one, or for a storage, that does not answer, in real time,
     * until it says 595 or 596. Default 30 s, as on real hosts.
     */
    public Builder forwardingLimit(Duration limit) {
      this.patience = new Patience(patience.refusal(), limit, patience.locking());
      return this;
    }

    /**
     * How long a node tries, in real time, to lock a file of the cluster without quorum. Default 10
     * s, as on real hosts.
     */
    public Builder lockingLimit(Duration limit) {
      this.patience = new Patience(patience.refusal(), patience.forwarding(), limit);
      return this;
    }

    /**
     * Has every node listen: node i at 127.0.0.i, all on one port, each with its own certificate of
     * the one authority of the cluster, and says so in the cluster's status and the node list.
     * Without it, the first node alone listens, and the others are reached through it. Needs a
     * system that has all of 127.0.0.0/8, as Linux.
     */
    public Builder listenerPerNode() {
      this.listenerPerNode = true;
      return this;
    }

    /** After how long an idle connection is closed, in real time. Default 5 s. */
    public Builder idleLimit(Duration limit) {
      this.idleLimit = limit;
      return this;
    }

    /** The certificate of the first node. Default: {@link SimulatedCertificate#valid}. */
    public Builder certificate(SimulatedCertificate certificate) {
      this.certificate = certificate;
      return this;
    }

    /**
     * Starts the cluster.
     *
     * @throws IllegalStateException if there is no clock
     * @throws java.net.BindException naming the port, if that is in use or not open to this user
     * @throws IOException if it cannot listen for another reason
     */
    public SimulatedCluster start() throws IOException {
      if (clock == null) {
        throw new IllegalStateException("a simulated cluster needs a clock");
      }
      return new Assembly(
              new Assembly.What(scenario, seed, guests, storages),
              new Assembly.Wire(port, listenerPerNode, idleLimit, patience),
              clock,
              certificate)
          .start();
    }
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
    ApiToken token = tokens.get(holder);
    if (token == null) {
      throw new IllegalStateException("this scenario has no such token: " + holder);
    }
    return new SimulatedToken(token.id(), token.secret());
  }

  /** Whether there is an endpoint, such as {@code GET} at {@code /nodes/pve1/qemu}. */
  public boolean answers(String method, String apiPath) {
    return endpoints.has(method, apiPath);
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
