package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.Timeouts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
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

/**
 * The connections to one host, over HTTP/1.1 and TLS. Sends what it is given once and gives back
 * the answer; what the answer means is not its concern. Thread-safe; callers block, so they come on
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

  /**
   * Of platform threads, few: they run the selector, which would hold a virtual thread's carrier.
   */
  private static final int THREADS = 8;

  private final HostAddress host;
  private final ApiToken token;
  private final Timeouts timeouts;
  private final HttpClient client;

  private HttpWire(HostAddress host, ApiToken token, Timeouts timeouts, HttpClient client) {
    this.host = host;
    this.token = token;
    this.timeouts = timeouts;
    this.client = client;
  }

  /** Makes the pool; connects to nothing yet. */
  public static HttpWire open(
      String name, HostAddress host, ApiToken token, SSLContext tls, Timeouts timeouts) {
    HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector(name, tls)));
    client.setName("proxmox-" + name);
    client.setConnectTimeout(timeouts.connect().toMillis());
    client.setAddressResolutionTimeout(timeouts.connect().toMillis());
    client.setIdleTimeout(IDLE.toMillis());
    client.setMaxConnectionsPerDestination(CONNECTIONS);
    client.setMaxRequestsQueuedPerDestination(WAITING);
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "proxmox-mcp"));
    LifeCycle.start(client);
    // Redirects, challenges and interim answers are for the caller to see; Jetty would act on them.
    client.getProtocolHandlers().clear();
    return new HttpWire(host, token, timeouts, client);
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
   * Sends {@code what} once and waits for the whole answer.
   *
   * @throws dev.proxmoxmcp.client.ProxmoxException if there is none
   */
  Reply send(Attempt attempt, WireRequest what) {
    Request request = request(what);
    AnswerCollector answer = new AnswerCollector(request);
    request.send(answer);
    try {
      return answer.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      Delivery delivery = answer.delivery();
      if (what.method() == Method.GET) {
        var _ = request.abort(interrupted);
      }
      throw new Interrupted("the answer to: " + attempt.purpose(), delivery, interrupted);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new WireFailures(attempt, timeouts).translate(cause, answer);
    }
  }

  private Request request(WireRequest what) {
    long limit = timeouts.answer().toMillis();
    Request request =
        client
            .newRequest(URI.create("https://" + host + what.target()))
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
    LifeCycle.stop(client);
  }
}
