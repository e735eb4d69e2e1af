package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.Unreachable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.Connection;
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
 * The connections to one host, over HTTP/1.1 and TLS. Sends what it is given and gives back the
 * answer; what the answer means is not its concern. Thread-safe; callers block, so they come on
 * virtual threads.
 */
public final class HttpWire implements AutoCloseable {
  /**
   * pveproxy closes a connection that was idle for 5 s. Ours end earlier, so that no request meets
   * a connection that is being closed.
   */
  private static final Duration IDLE = Duration.ofSeconds(4);

  /** So that one caller cannot take all the workers of a host (three, by default). */
  private static final int CONNECTIONS = 4;

  private static final int WAITING = 256;

  /** Jetty ends a request at its limit; past this much more we no longer count on that. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  /**
   * Of platform threads, few: they run the selector, which would hold a virtual thread's carrier.
   */
  private static final int THREADS = 8;

  private final HostAddress host;
  private final ApiToken token;
  private final Timeouts timeouts;
  private final Supplier<HttpClient> starter;
  private final Object lock = new Object();

  /** Guarded by {@link #lock}; null until the first request. */
  private @Nullable CompletableFuture<HttpClient> client;

  /** Guarded by {@link #lock}. */
  private boolean closed;

  /** Connections over which an answer came before; forgotten with the connection. */
  private final Set<Connection> used =
      Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

  private HttpWire(
      HostAddress host, ApiToken token, Timeouts timeouts, Supplier<HttpClient> starter) {
    this.host = host;
    this.token = token;
    this.timeouts = timeouts;
    this.starter = starter;
  }

  /**
   * Makes ready; the pool with its threads and the TLS context are made for the first request,
   * since a client of ours that only lists the tools must not wait for them.
   */
  public static HttpWire open(
      String name, HostAddress host, ApiToken token, Supplier<SSLContext> tls, Timeouts timeouts) {
    return new HttpWire(host, token, timeouts, () -> start(name, tls.get(), timeouts));
  }

  private static HttpClient start(String name, SSLContext tls, Timeouts timeouts) {
    HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector(name, tls)));
    client.setName("proxmox-" + name);
    client.setConnectTimeout(timeouts.connect().toMillis());
    client.setAddressResolutionTimeout(timeouts.connect().toMillis());
    client.setIdleTimeout(IDLE.toMillis());
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
  private HttpClient client(Attempt attempt) {
    CompletableFuture<HttpClient> started;
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("cluster " + attempt.cluster() + " is closed");
      }
      if (client == null) {
        client =
            CompletableFuture.supplyAsync(
                starter, task -> Thread.ofPlatform().daemon().name("proxmox-start").start(task));
      }
      started = client;
    }
    try {
      return started.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw interrupted(attempt, Delivery.NOT_SENT, interrupted);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the HTTP client cannot be started", failed.getCause());
    }
  }

  private static ClientConnector connector(String name, SSLContext tls) {
    SslContextFactory.Client ssl = new SslContextFactory.Client();
    ssl.setSslContext(tls);
    ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
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

  HostAddress host() {
    return host;
  }

  /**
   * Sends {@code what} and waits for the whole answer. What writes is sent once, whatever happens.
   * A read that meets a connection which the host is just closing is sent again over the next one.
   *
   * @param limit how long everything together may take; the usual limit if that is shorter
   * @throws dev.proxmoxmcp.client.ProxmoxException if there is none
   * @throws IllegalStateException if this is closed
   */
  Reply send(Attempt attempt, WireRequest what, Duration limit) {
    refuseInterrupted(attempt);
    HttpClient client = client(attempt);
    Timeouts within = timeouts.within(limit);
    for (int stale = 0; ; stale++) {
      Request request = request(client, what, within.answer());
      AnswerCollector answer = new AnswerCollector(request);
      request.send(answer);
      try {
        return await(attempt, what, request, answer, within.answer());
      } catch (ExecutionException failed) {
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        if (!client.isRunning()) {
          throw Unreachable.closedHere(attempt, answer.delivery(), cause);
        }
        boolean again = what.method() == Method.GET && stale < CONNECTIONS;
        if (!again || !metStaleConnection(request, answer, cause)) {
          throw new WireFailures(attempt, within).translate(cause, answer);
        }
      }
    }
  }

  private Reply await(
      Attempt attempt, WireRequest what, Request request, AnswerCollector answer, Duration limit)
      throws ExecutionException {
    try {
      Reply reply = answer.get(limit.plus(SLACK));
      used.add(request.getConnection());
      return reply;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      if (what.method() == Method.GET) {
        var _ = request.abort(interrupted);
      }
      throw interrupted(attempt, Delivery.UNKNOWN, interrupted);
    }
  }

  /** A caller that is interrupted already would only learn that the fate of its request is open. */
  private static void refuseInterrupted(Attempt attempt) {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(attempt, Delivery.NOT_SENT, new InterruptedException());
    }
  }

  private static Interrupted interrupted(
      Attempt attempt, Delivery delivery, InterruptedException cause) {
    return new Interrupted("the answer to: " + attempt.purpose(), delivery, cause);
  }

  /**
   * Whether the host had closed a connection that it had kept open so far, just when a request was
   * on its way: no error of anybody, and a read may go again. A fresh connection that breaks is an
   * error.
   */
  private boolean metStaleConnection(Request request, AnswerCollector answer, Throwable cause) {
    return !answer.answerBegun()
        && cause instanceof IOException
        && used.contains(request.getConnection());
  }

  private Request request(HttpClient client, WireRequest what, Duration within) {
    long limit = within.toMillis();
    Request request =
        client
            .newRequest(URI.create("https://localhost" + what.target()))
            // not in the URI above, which refuses names whose last label begins with a digit
            .host(host.host())
            .port(host.port())
            .method(what.method().name())
            .version(HttpVersion.HTTP_1_1)
            .timeout(limit, TimeUnit.MILLISECONDS)
            // beyond the limit above, which has the clearer message
            .idleTimeout(limit + 1_000, TimeUnit.MILLISECONDS)
            .headers(headers -> {
              headers.put(HttpHeader.ACCEPT, "application/json");
              headers.put(
                  HttpHeader.AUTHORIZATION,
                  "PVEAPIToken=" + token.id() + "=" + token.secret().reveal());
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
    CompletableFuture<HttpClient> started;
    synchronized (lock) {
      closed = true;
      started = client;
    }
    if (started != null) {
      started.thenAccept(running -> LifeCycle.stop(running)).exceptionally(_ -> null).join();
    }
  }
}
