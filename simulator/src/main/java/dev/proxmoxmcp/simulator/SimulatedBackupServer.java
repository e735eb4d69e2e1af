package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.access.ApiToken;
import dev.proxmoxmcp.simulator.http.HttpsServer;
import dev.proxmoxmcp.simulator.http.Listener;
import dev.proxmoxmcp.simulator.http.WireLimits;
import dev.proxmoxmcp.simulator.pbs.BackupApi;
import dev.proxmoxmcp.simulator.pbs.BackupServerPlan;
import dev.proxmoxmcp.simulator.scenario.Holder;
import dev.proxmoxmcp.simulator.scenario.World;
import dev.proxmoxmcp.simulator.storage.Storage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A Proxmox Backup Server 4.1 that is not there, beside a simulated cluster: an HTTPS server of its
 * own on 127.0.0.1. Its datastore is the cluster's storage of type {@code pbs}: a backup that is
 * removed here is gone there, and one that the cluster makes is listed here. {@code root@pam} logs
 * in with the password {@code root-password-1}. Thread-safe.
 *
 * <pre>{@code
 * try (var cluster = SimulatedCluster.homelab().clock(clock).start();
 *     var backups = SimulatedBackupServer.beside(cluster).start()) {
 *   connect(backups.address(), backups.auditorToken(), backups.fingerprint());
 * }
 * }</pre>
 */
public final class SimulatedBackupServer implements AutoCloseable {
  private final HttpsServer server;
  private final Listener listener;
  private final SimulatedCertificate certificate;
  private final Map<Holder, ApiToken> tokens;
  private final BackupApi api;
  private final BackupDoor door;

  private SimulatedBackupServer(
      HttpsServer server,
      Listener listener,
      SimulatedCertificate certificate,
      Map<Holder, ApiToken> tokens,
      BackupDoor door) {
    this.server = server;
    this.listener = listener;
    this.certificate = certificate;
    this.tokens = Map.copyOf(tokens);
    this.api = door.api();
    this.door = door;
  }

  /** Sets one up beside that cluster, whose state it shares; the cluster must outlive it. */
  public static Builder beside(SimulatedCluster cluster) {
    return new Builder(cluster);
  }

  /** Sets up a server. Not thread-safe. */
  public static final class Builder {
    private final SimulatedCluster cluster;
    private int port;
    private long seed = 1;
    private Duration refusalDelay = Duration.ofSeconds(3);

    private Builder(SimulatedCluster cluster) {
      this.cluster = cluster;
    }

    /** The port on 127.0.0.1; 0, the default, takes any that is free. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** What the tokens' secrets depend on. Default 1. */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /** How long a refusal of credentials takes, in real time. Default 3 s, as on real hosts. */
    public Builder refusalDelay(Duration delay) {
      this.refusalDelay = delay;
      return this;
    }

    /**
     * Starts it.
     *
     * @throws java.net.BindException naming the port, if that is in use or not open to this user
     * @throws IOException if it cannot listen for another reason
     */
    public SimulatedBackupServer start() throws IOException {
      World world = cluster.world();
      InstantSource clock = world.timeline().clock();
      Optional<Storage> storage =
          world.timeline().take(_ -> world.infrastructure().storages().all()).stream()
              .filter(one -> one.type().equals("pbs"))
              .findFirst();
      BackupServerPlan plan = new BackupServerPlan(world, storage, seed);
      SimulatedCertificate certificate = SimulatedCertificate.selfSigned(clock);
      BackupApi api = new BackupApi(plan.build(certificate.fingerprint()), refusalDelay);
      BackupDoor door =
          new BackupDoor(
              api, new RecordedRequests(), new Faults(new SplittableRandom(seed)), clock);
      HttpsServer server = new HttpsServer(new WireLimits(Duration.ofSeconds(5)));
      try {
        Listener listener =
            server.listen(
                InetAddress.getLoopbackAddress(), port, certificate.identity(), door::answer);
        return new SimulatedBackupServer(server, listener, certificate, plan.tokens(), door);
      } catch (IOException failed) {
        server.close();
        throw failed;
      }
    }
  }

  /** Where it listens: {@code https://127.0.0.1:PORT}. */
  public URI address() {
    return URI.create("https://127.0.0.1:" + listener.address().getPort());
  }

  /** SHA-256 of its certificate, as {@code AA:BB:…}. */
  public String fingerprint() {
    return certificate.fingerprint();
  }

  /** Its certificate, as PEM; it signed itself, as those of real ones. */
  public String certificatePem() {
    return certificate.caCertificatePem();
  }

  /** {@code root@pam!demo}: may do everything that a token can. */
  public SimulatedToken adminToken() {
    return token(Holder.ADMIN);
  }

  /** {@code ops@pbs!mcp}: reads everything, and may verify, prune and tidy up datastores. */
  public SimulatedToken operatorToken() {
    return token(Holder.OPERATOR);
  }

  /** {@code viewer@pbs!audit}: reads everything and changes nothing. */
  public SimulatedToken auditorToken() {
    return token(Holder.AUDITOR);
  }

  /** {@code sync@pbs!fileserver}: sees its own backups in the datastore {@code archive}. */
  public SimulatedToken narrowToken() {
    return token(Holder.NARROW);
  }

  /** {@code nobody@pbs!blind}: good, but without any privilege. */
  public SimulatedToken blindToken() {
    return token(Holder.BLIND);
  }

  private SimulatedToken token(Holder holder) {
    return SimulatedToken.of(holder, tokens);
  }

  /** The requests that arrived. */
  public RecordedRequests requests() {
    return door.requests();
  }

  /** The faults that requests are to meet. */
  public Faults faults() {
    return door.faults();
  }

  /**
   * What stands behind each endpoint, by method and path with placeholders: whether there is state,
   * or the right shape of an answer only.
   */
  public Map<String, Boolean> endpoints() {
    return api.endpoints();
  }

  /**
   * Asks it within this process: the same as over its socket, but for what the wire adds.
   *
   * @param target path and query, percent-encoded
   * @throws IllegalStateException if a fault makes the answer none
   */
  public SimulatedReply ask(
      String method, String target, Map<String, String> headers, String body) {
    return SimulatedReply.of(door.answer(SimulatedReply.request(method, target, headers, body)));
  }

  /** Endpoint to how often it was answered by the shape of its answer alone. */
  public Map<String, Integer> shapeOnly() {
    return api.shapes().counts();
  }

  /** Whether a change without state behind it is refused with 501, instead of answered by shape. */
  public void strict(boolean wanted) {
    api.shapes().strict(wanted);
  }

  /** Stops it; further calls do nothing. */
  @Override
  public void close() {
    server.close();
  }
}
