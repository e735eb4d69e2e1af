package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.client.catalog.CatalogCache;
import dev.proxmoxmcp.client.cluster.Practice;
import dev.proxmoxmcp.client.command.CommandBook;
import dev.proxmoxmcp.client.http.ClusterWire;
import dev.proxmoxmcp.client.http.HttpWire;
import dev.proxmoxmcp.client.http.Identity;
import dev.proxmoxmcp.client.http.Members;
import dev.proxmoxmcp.client.http.Session;
import dev.proxmoxmcp.client.tls.TlsContext;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A Proxmox VE cluster, reached through its nodes, or a Proxmox Backup Server. Owns connections and
 * threads, so close it.
 *
 * <pre>{@code
 * try (Cluster lab = Cluster.open(settings, InstantSource.system(), Thread::sleep)) {
 *   BoundCluster reader = lab.through(Gate.readsOnly());
 *   reader.guests().list().forEach(guest -> System.out.println(guest.ref()));
 * }
 * }</pre>
 *
 * <p>Calls block, and are meant to come on virtual threads. Thread-safe.
 */
public final class Cluster implements AutoCloseable {
  private final ClusterSettings settings;
  private final ClusterWire wire;
  private final InstantSource clock;
  private final Pause pause;
  private final CommandBook book;
  private final CatalogCache catalogs;

  private Cluster(ClusterSettings settings, ClusterWire wire, InstantSource clock, Pause pause) {
    this.settings = settings;
    this.wire = wire;
    this.clock = clock;
    this.pause = pause;
    this.book = new CommandBook(clock, pause);
    this.catalogs = new CatalogCache(clock);
  }

  /**
   * Makes ready to talk; sends nothing, so the host may be down.
   *
   * @param clock against which certificates are checked and tasks waited for
   * @param pause how to wait between two looks at a task, or two tries of a read
   * @throws IllegalArgumentException if the authority file cannot be read
   */
  public static Cluster open(ClusterSettings settings, InstantSource clock, Pause pause) {
    return open(settings, TokenSource.none(), clock, pause);
  }

  /**
   * Like {@link #open(ClusterSettings, InstantSource, Pause)}.
   *
   * @param tokens asked for another token when Proxmox refuses the one of the settings
   */
  public static Cluster open(
      ClusterSettings settings, TokenSource tokens, InstantSource clock, Pause pause) {
    return open(settings, tokens, clock, pause, new SplittableRandom());
  }

  /**
   * Like {@link #open(ClusterSettings, InstantSource, Pause)}.
   *
   * @param random spreads the pauses before a read is sent again; used by this cluster alone
   */
  public static Cluster open(
      ClusterSettings settings, InstantSource clock, Pause pause, RandomGenerator random) {
    return open(settings, TokenSource.none(), clock, pause, random);
  }

  private static Cluster open(
      ClusterSettings settings,
      TokenSource tokens,
      InstantSource clock,
      Pause pause,
      RandomGenerator random) {
    Members members = new Members(settings.hosts(), settings.trust(), clock);
    HttpWire wire =
        HttpWire.open(
            settings.name(),
            TlsContext.of(settings.trust(), settings.tls(), members, clock),
            settings.timeouts(),
            clock);
    return new Cluster(
        settings,
        new ClusterWire(
            wire, new Identity(settings.credentials(), tokens), members, clock, pause, random),
        clock,
        pause);
  }

  /** What people call it here. */
  public String name() {
    return settings.name();
  }

  /** Whether it is a cluster of Proxmox VE or a Backup Server. */
  public Product product() {
    return settings.credentials().product();
  }

  /** The member with which calls begin. */
  public HostAddress host() {
    return settings.host();
  }

  /**
   * Acts by {@code token} from now on, as after its secret was made anew. What is under way ends
   * with the old one, or goes once more with the new one if Proxmox refuses the old one.
   *
   * @throws IllegalArgumentException if this does not act by a token, or by one of another user
   */
  public void replace(ApiToken token) {
    wire.replace(token);
  }

  /**
   * Makes what the first request needs, and lets the host that it goes to prove who it is. Nothing
   * is sent but the handshake. Need not be called: the first request does the same, and says what
   * is wrong, which this does not. Blocks for as long as a connection may take.
   *
   * @throws InterruptedException if the caller is interrupted before
   */
  public void prepare() throws InterruptedException {
    wire.prepare();
  }

  /**
   * Has the code compiled that reads long answers of any cluster; the first one takes a third less
   * time then. Sends nothing.
   */
  public static void practise() {
    TlsContext.practise();
    Practice.run();
  }

  /** A client of this cluster whose every request asks {@code gate} first. */
  public BoundCluster through(Gate gate) {
    return new BoundCluster(
        new Session(settings.name(), product(), gate, wire),
        clock,
        pause,
        new BoundCluster.Reach(book, catalogs, settings.ssh(), settings.timeouts().handshake()));
  }

  /** Ends connections and threads; requests under way fail. Idempotent. */
  @Override
  public void close() {
    book.close();
    wire.close();
  }
}
