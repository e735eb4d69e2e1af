package dev.proxmoxmcp.mcp.transport.http;

import static java.lang.System.Logger.Level.DEBUG;

import dev.proxmoxmcp.base.LazyLogger;
import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.engine.Dispatcher;
import dev.proxmoxmcp.mcp.legacy.LegacySessions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Serves both eras over Streamable HTTP on one endpoint, {@code /mcp}: to programs of this machine
 * on the loopback interface, to whoever shows a token elsewhere. Host and Origin are checked in any
 * case. {@code GET /healthz} answers "ok", {@code GET /readyz} "ready" or, with 503, why not.
 * Thread-safe.
 */
public final class HttpTransport implements AutoCloseable {
  private static final System.Logger LOG = LazyLogger.of(HttpTransport.class);

  /** Jetty's own few threads: one accepts, one selects, the rest hand over to virtual threads. */
  private static final int PLATFORM_THREADS = 8;

  /** How long the last answers may take to be sent. */
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

  private final Dispatcher dispatcher;
  private final Server server;
  private final GracefulHandler requests;
  private final Endpoint endpoint;
  private final URI address;

  private HttpTransport(
      Dispatcher dispatcher,
      Server server,
      GracefulHandler requests,
      Endpoint endpoint,
      URI address) {
    this.dispatcher = dispatcher;
    this.server = server;
    this.requests = requests;
    this.endpoint = endpoint;
    this.address = address;
  }

  /** Starts to serve what is ready as soon as it has started. */
  public static HttpTransport start(McpServer mcp, HttpSettings settings, SecureRandom random)
      throws IOException {
    return start(mcp, settings, random, Readiness.STARTED, List.of());
  }

  /**
   * Starts to serve.
   *
   * @param random where the names of legacy sessions come from
   * @param readiness what {@code /readyz} says besides
   * @param beside what is answered below other paths
   * @throws IllegalArgumentException if others reach the host and not all is there that this takes
   * @throws IOException if it cannot listen there; the message says why
   */
  public static HttpTransport start(
      McpServer mcp,
      HttpSettings settings,
      SecureRandom random,
      Readiness readiness,
      List<Beside> beside)
      throws IOException {
    InetAddress host = ListenAddress.of(settings);
    Dispatcher dispatcher = new Dispatcher(mcp, Dispatcher.Threads.OF_REQUEST);
    Server server = new Server(threads());
    ServerConnector connector = connector(server, host, settings);
    server.addBean(new NetworkConnectionLimit(settings.limits().counts().connections(), connector));
    server.setErrorHandler(new PlainErrors());
    Door door = door(settings, host);
    Bearer bearer = new Bearer(settings.admission(), mcp.clock());
    Endpoint endpoint =
        new Endpoint(
            // To decipher takes longer than the one who selects may take; to read plain text does
            // not.
            settings.exposure().tls() == null
                ? InvocationType.NON_BLOCKING
                : InvocationType.BLOCKING,
            door,
            bearer,
            settings.limits().counts(),
            posts(dispatcher, connector.getScheduler(), settings.limits(), random),
            readiness);
    GracefulHandler requests = new GracefulHandler(new BesideMcp(endpoint, door, bearer, beside));
    HttpLimits.Times times = settings.limits().times();
    HeadDeadline heads =
        new HeadDeadline(requests, connector.getScheduler(), times.head(), times.idle());
    connector.addEventListener(heads);
    server.setHandler(heads);
    open(connector, settings);
    LifeCycle.start(server);
    return new HttpTransport(
        dispatcher,
        server,
        requests,
        endpoint,
        address(host, connector.getLocalPort(), settings.exposure()));
  }

  /** Where the endpoint is, with the port that is really used. */
  public URI address() {
    return address;
  }

  /**
   * Takes no new calls, which {@code /readyz} says at once, lets those in flight finish within
   * {@link dev.proxmoxmcp.mcp.api.Limits#drain()}, and stops. If the thread is interrupted it stops
   * at once, and the thread stays interrupted.
   */
  @Override
  public void close() {
    endpoint.stopping();
    try {
      dispatcher.drain();
      // Jetty's own graceful stop would also wait for idle connections, which are none of ours.
      requests.shutdown().get(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException unread) {
      LOG.log(DEBUG, "An answer was not read in time and is lost");
    }
    endpoint.stopped();
    LifeCycle.stop(server);
  }

  private static Door door(HttpSettings settings, InetAddress host) {
    return new Door(
        Optional.of(settings.host()).filter(_ -> !host.isAnyLocalAddress()), settings.exposure());
  }

  private static McpPosts posts(
      Dispatcher dispatcher, Scheduler scheduler, HttpLimits limits, SecureRandom random) {
    LegacySessions<HttpSession> sessions =
        new LegacySessions<>(
            dispatcher.server().clock(),
            limits.times().session(),
            new LegacySessions.Most(limits.counts().sessions(), limits.counts().sessionsOfOne()),
            random);
    Delivery delivery = new Delivery(scheduler, limits.silence());
    return new McpPosts(
        dispatcher, new LegacyPosts(dispatcher, sessions, delivery), delivery, limits);
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS, 2);
    threads.setName("mcp-http");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("mcp-post-"));
    return threads;
  }

  private static ServerConnector connector(Server server, InetAddress host, HttpSettings settings) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(settings.limits().counts().headBytes());
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    ServerTls tls = settings.exposure().tls();
    ServerConnector connector =
        tls == null
            ? new ServerConnector(server, 1, 1, plain)
            : new ServerConnector(server, 1, 1, tls.connections(), plain);
    connector.setHost(host.getHostAddress());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.limits().times().idle().toMillis());
    server.addConnector(connector);
    return connector;
  }

  /** Opened before the start, so that what can be wrong here is told apart from the rest. */
  private static void open(ServerConnector connector, HttpSettings settings) throws IOException {
    try {
      connector.open();
    } catch (IOException refused) {
      throw ListenFailure.told(settings.host(), settings.port(), refused);
    }
  }

  /** Every address is none to write into a client: the first name stands for it. */
  private static URI address(InetAddress host, int port, Exposure exposure) {
    List<String> names = exposure.names();
    InetAddress shown = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
    String name =
        host.isAnyLocalAddress() && !names.isEmpty()
            ? names.getFirst()
            : shown.getHostAddress().toLowerCase(Locale.ROOT);
    return URI.create(
        (exposure.tls() == null ? "http" : "https")
            + "://"
            + (name.contains(":") ? "[" + name + "]" : name)
            + ":"
            + port
            + Endpoint.PATH);
  }
}
