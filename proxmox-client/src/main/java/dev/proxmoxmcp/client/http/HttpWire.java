package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.Unreachable;
import dev.proxmoxmcp.client.tls.HandshakeProbe;
import dev.proxmoxmcp.client.tls.TlsContext;
import dev.proxmoxmcp.client.tls.TlsRules;
import dev.proxmoxmcp.client.tls.TlsSetup;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.ConnectionPool;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/**
 * The connections to the members of one cluster, over HTTP/1.1 and TLS. Sends what it is given
 * where it is told and gives back the answer; what the answer means is not its concern.
 * Thread-safe; callers block, so they come on virtual threads.
 */
public final class HttpWire implements AutoCloseable {
  private static final Logger LOG = System.getLogger(HttpWire.class.getName());

  /**
   * To one member. What is under way for each node is bounded by {@link NodeLimits}; this is for a
   * member through which many nodes are asked.
   */
  private static final int CONNECTIONS = 32;

  /** pveproxy ends a connection after 100 requests; ours end before, so that none meets that. */
  private static final int REQUESTS_A_CONNECTION = 90;

  /** How often a request meets a connection that is just being closed before that is an error. */
  private static final int STALE = 4;

  private static final int WAITING = 1_024;

  /** After so long without use, what is remembered of a member's address goes. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(2);

  /** Jetty ends a request at its limit; past this much more we no longer count on that. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  /**
   * Of platform threads, few: they run the selector, which would hold a virtual thread's carrier.
   */
  private static final int THREADS = 8;

  private final Timeouts timeouts;
  private final InstantSource clock;
  private final Supplier<Started> starter;
  private final Object lock = new Object();

  /** Written under {@link #lock}; null until the first request. */
  private volatile @Nullable CompletableFuture<Started> started;

  /** Guarded by {@link #lock}. */
  private boolean closed;

  /** When an answer last came over a connection; forgotten with the connection. */
  private final Map<Connection, Instant> used = Collections.synchronizedMap(new WeakHashMap<>());

  private HttpWire(Timeouts timeouts, InstantSource clock, Supplier<Started> starter) {
    this.timeouts = timeouts;
    this.clock = clock;
    this.starter = starter;
  }

  /** What takes long to make. */
  private record Started(HttpClient client, SSLContext tls, TlsRules rules) {}

  /**
   * Makes ready; the pool with its threads and the TLS context are made for the first request,
   * since a client of ours that only lists the tools must not wait for them.
   */
  public static HttpWire open(String name, TlsSetup tls, Timeouts timeouts, InstantSource clock) {
    return new HttpWire(
        timeouts,
        clock,
        () -> {
          Thread.ofPlatform().daemon().name("proxmox-keys").start(TlsContext::prepare);
          SSLContext context = tls.context().get();
          ClientConnector connector = connector(name, context, tls.rules());
          return new Started(start(name, connector, timeouts), context, tls.rules());
        });
  }

  private static HttpClient start(String name, ClientConnector connector, Timeouts timeouts) {
    HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP(connector);
    transport.setConnectionPoolFactory(HttpWire::pool);
    HttpClient client = new HttpClient(transport);
    client.setName("proxmox-" + name);
    client.setConnectTimeout(timeouts.connect().toMillis());
    client.setAddressResolutionTimeout(timeouts.connect().toMillis());
    client.setIdleTimeout(timeouts.idle().toMillis());
    client.setDestinationIdleTimeout(FORGOTTEN.toMillis());
    client.setMaxConnectionsPerDestination(CONNECTIONS);
    client.setMaxRequestsQueuedPerDestination(WAITING);
    client.setMaxResponseHeadersSize(AnswerCollector.MAX_HEAD_BYTES);
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "proxmox-mcp"));
    LifeCycle.start(client);
    // Redirects and challenges are for the caller to see; Jetty would act on them.
    client.getProtocolHandlers().clear();
    client.getProtocolHandlers().put(new InterimAnswers());
    return client;
  }

  /**
   * The pool, started if it is not. A thread of its own starts it: a caller that is interrupted
   * meanwhile stops waiting, and spoils it for nobody.
   *
   * @throws IllegalStateException if this is closed
   */
  private Started started(String cluster) throws InterruptedException {
    CompletableFuture<Started> ready = starting();
    if (ready == null) {
      throw new IllegalStateException("cluster " + cluster + " is closed");
    }
    try {
      return ready.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the HTTP client cannot be started", failed.getCause());
    }
  }

  /**
   * Makes what the first request needs, and lets {@code member} prove who it is: the first
   * connection resumes that. Nothing is sent but the handshake; that nobody answers will be said by
   * the first request.
   *
   * @throws InterruptedException if the caller is interrupted before
   */
  void prepare(Member member) throws InterruptedException {
    try {
      verify(member);
    } catch (IOException | IllegalStateException notNow) {
      LOG.log(Level.DEBUG, () -> "Cannot be asked yet. member=" + member, notNow);
    }
  }

  /** Null if this is closed. */
  private @Nullable CompletableFuture<Started> starting() {
    synchronized (lock) {
      if (started == null && !closed) {
        started =
            CompletableFuture.supplyAsync(
                starter, task -> Thread.ofPlatform().daemon().name("proxmox-start").start(task));
      }
      return closed ? null : started;
    }
  }

  private HttpClient client(Attempt attempt) {
    try {
      return started(attempt.cluster()).client();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw interrupted(attempt, Delivery.NOT_SENT, interrupted);
    }
  }

  private static ConnectionPool pool(Destination destination) {
    DuplexConnectionPool pool = new DuplexConnectionPool(destination, CONNECTIONS);
    pool.setMaxUsage(REQUESTS_A_CONNECTION);
    return pool;
  }

  private static ClientConnector connector(String name, SSLContext tls, TlsRules rules) {
    SslContextFactory.Client ssl = new SslContextFactory.Client();
    ssl.setSslContext(tls);
    ssl.setIncludeProtocols(rules.protocols().toArray(String[]::new));
    ssl.setIncludeCipherSuites(rules.ciphers().toArray(String[]::new));
    ssl.setRenegotiationAllowed(false);
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("proxmox-" + name);
    threads.setDaemon(true);
    ClientConnector connector = new ClientConnector();
    connector.setSslContextFactory(ssl);
    connector.setSelectors(1);
    connector.setExecutor(threads);
    connector.setScheduler(new ScheduledExecutorScheduler("proxmox-timer-" + name, true));
    return connector;
  }

  Timeouts timeouts() {
    return timeouts;
  }

  /**
   * Sends {@code what} to {@code member} and waits for the whole answer. What writes is sent once,
   * whatever happens. A read that meets a connection which the host is just closing is sent again
   * over the next one.
   *
   * @throws dev.proxmoxmcp.client.ProxmoxException if there is none
   * @throws IllegalStateException if this is closed
   */
  Reply send(Attempt attempt, Member member, WireRequest what, @Nullable Proof proof, Waits waits) {
    refuseInterrupted(attempt);
    HttpClient client = client(attempt);
    // not the method alone: some GETs take away what they answer
    boolean repeatable = what.method() == Method.GET && attempt.tier() == Tier.READ;
    for (int stale = 0; ; stale++) {
      Request request = request(client, member, what, proof, waits.whole());
      AnswerCollector answer = new AnswerCollector(request, this::isFresh);
      request.send(answer);
      try {
        return await(attempt, repeatable, request, answer, waits);
      } catch (ExecutionException failed) {
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        if (!client.isRunning()) {
          throw Unreachable.closedHere(attempt, answer.delivery(), cause);
        }
        if (stale >= STALE || !metStaleConnection(repeatable, request, answer, cause)) {
          throw new WireFailures(attempt, timeouts, waits).translate(cause, answer);
        }
      }
    }
  }

  private Reply await(
      Attempt attempt, boolean repeatable, Request request, AnswerCollector answer, Waits waits)
      throws ExecutionException {
    try {
      answer.awaitCommit(waits.commit());
      answer.awaitBegin(waits.begin());
      Reply reply = answer.get(waits.whole().plus(SLACK));
      used.put(request.getConnection(), clock.instant());
      return reply;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      if (repeatable) {
        var _ = request.abort(interrupted);
      }
      throw interrupted(attempt, Delivery.UNKNOWN, interrupted);
    }
  }

  /**
   * Whether a connection may still be used: one that was idle for longer than it may be, because
   * this machine was too busy to close it, is not, since the host closes it as well. Asked before a
   * byte of the request leaves.
   */
  private boolean isFresh(Connection connection) {
    Instant last = used.get(connection);
    return last == null || Duration.between(last, clock.instant()).compareTo(timeouts.idle()) <= 0;
  }

  /**
   * Connects to a member, lets it prove who it is, and hangs up. Nothing is sent but the handshake.
   *
   * @throws IOException if there is nobody, or it is not the right one
   * @throws InterruptedException if the caller is interrupted before
   */
  void verify(Member member) throws IOException, InterruptedException {
    connect(member.toString(), member.address()).close();
  }

  /**
   * A connection of its own to {@code address}, where somebody proved to be the right one; it is
   * the caller's to close.
   *
   * @throws IOException if there is nobody, or it is not the right one
   */
  SSLSocket connect(String cluster, HostAddress address) throws IOException, InterruptedException {
    Started ready = started(cluster);
    return HandshakeProbe.connect(
        address, ready.tls(), ready.rules(), timeouts.connect(), timeouts.handshake());
  }

  /** Makes the next connection to {@code address} prove everything anew. */
  void forget(HostAddress address) {
    CompletableFuture<Started> ready = started;
    if (ready == null || !ready.isDone() || ready.isCompletedExceptionally()) {
      return; // not a single connection was made yet
    }
    SSLSessionContext sessions = ready.join().tls().getClientSessionContext();
    for (byte[] id : Collections.list(sessions.getIds())) {
      SSLSession session = sessions.getSession(id);
      if (session != null
          && address.port() == session.getPeerPort()
          && address.host().equalsIgnoreCase(session.getPeerHost())) {
        session.invalidate();
      }
    }
  }

  /** A caller that is interrupted already would only learn that the fate of its request is open. */
  private static void refuseInterrupted(Attempt attempt) {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(attempt, Delivery.NOT_SENT, new InterruptedException());
    }
  }

  static Interrupted interrupted(Attempt attempt, Delivery delivery, InterruptedException cause) {
    return new Interrupted("the answer to: " + attempt.purpose(), delivery, cause);
  }

  /**
   * Whether the host had closed a connection that it had kept open so far, just when a request was
   * on its way: no error of anybody. A read may go again; a write only if not a byte of it had
   * left. A fresh connection that breaks is an error.
   */
  private boolean metStaleConnection(
      boolean repeatable, Request request, AnswerCollector answer, Throwable cause) {
    if (cause instanceof AnswerCollector.Stale) {
      return true;
    }
    return repeatable
        && !answer.answerBegun()
        && cause instanceof IOException
        && used.containsKey(request.getConnection());
  }

  private Request request(
      HttpClient client, Member member, WireRequest what, @Nullable Proof proof, Duration within) {
    long limit = within.toMillis();
    Request request =
        client
            .newRequest(URI.create("https://localhost" + what.target()))
            // not in the URI above, which refuses names whose last label begins with a digit
            .host(member.address().host())
            .port(member.address().port())
            // connections are shared by those only who mean the same node by an address
            .tag(member)
            .method(what.method().name())
            .version(HttpVersion.HTTP_1_1)
            .timeout(limit, TimeUnit.MILLISECONDS)
            // beyond the limit above, which has the clearer message
            .idleTimeout(limit + 1_000, TimeUnit.MILLISECONDS)
            .headers(headers -> {
              headers.put(HttpHeader.ACCEPT, what.isAuthenticated() ? "application/json" : "*/*");
              if (proof != null) {
                headers.put(proof.header(), proof.value());
              }
              if (proof != null && proof.csrf() != null && what.method() != Method.GET) {
                headers.put("CSRFPreventionToken", proof.csrf());
              }
            });
    if (what.form() != null) {
      request.body(
          new StringRequestContent(
              "application/x-www-form-urlencoded", what.form(), StandardCharsets.UTF_8));
    }
    return request;
  }

  /** Ends all connections and threads. Requests that wait fail. Idempotent. */
  @Override
  public void close() {
    CompletableFuture<Started> ready;
    synchronized (lock) {
      closed = true;
      ready = started;
    }
    if (ready != null) {
      ready.thenAccept(running -> LifeCycle.stop(running.client())).exceptionally(_ -> null).join();
    }
  }
}
