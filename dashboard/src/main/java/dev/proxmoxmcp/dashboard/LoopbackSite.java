package dev.proxmoxmcp.dashboard;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.guard.Desk;
import dev.proxmoxmcp.guard.plan.PlanId;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The page where no server over HTTP is: a listener of its own on the loopback interface, on any
 * free port, that is there from when a link to it is first asked for until nobody used it for a
 * while. Thread-safe; closed by whoever made it.
 */
public final class LoopbackSite implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LoopbackSite.class.getName());
  private static final String ADDRESS = "127.0.0.1";

  /** Longer than a plan, a link, a visit or a session lasts. */
  private static final Duration IDLE = Duration.ofMinutes(15);

  private static final int PLATFORM_THREADS = 8;
  private static final int CONNECTIONS = 64;

  private final Desk desk;
  private final Approver approver;
  private final InstantSource clock;
  private final Pause pause;
  private final SecureRandom random;
  private @Nullable Listening listening;
  private volatile Instant used = Instant.EPOCH;

  private record Listening(Server server, int port, OneTimeLinks links, Thread watch) {}

  /**
   * Nothing listens yet.
   *
   * @param pause how to wait for when nobody uses it
   * @param random unpredictable
   */
  public LoopbackSite(
      Desk desk, Approver approver, InstantSource clock, Pause pause, SecureRandom random) {
    this.desk = desk;
    this.approver = approver;
    this.clock = clock;
    this.pause = pause;
    this.random = random;
  }

  /** A link to that plan that opens once; empty if nothing can listen here, which is logged. */
  public synchronized Optional<String> link(PlanId plan) {
    used = clock.instant();
    Listening open = listening;
    if (open == null) {
      try {
        open = open();
      } catch (IOException refused) {
        LOG.log(Level.WARNING, "No page to approve on. why=\"{0}\"", refused.getMessage());
        return Optional.empty();
      }
      listening = open;
    }
    return Optional.of(
        "http://%s:%d%s/%s?once=%s"
            .formatted(ADDRESS, open.port(), ApprovalPages.PATH, plan, open.links().make()));
  }

  /** Closes the listener, if there is one; a link that is asked for later opens another. */
  @Override
  public synchronized void close() {
    Listening open = listening;
    if (open != null) {
      listening = null;
      open.watch().interrupt();
      LifeCycle.stop(open.server());
    }
  }

  private Listening open() throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS, 2);
    threads.setName("approvals");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("approval-"));
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(ADDRESS);
    connector.setPort(0);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
    server.setErrorHandler(LoopbackSite::failed);
    OneTimeLinks links = new OneTimeLinks(clock, random);
    connector.open();
    server.setHandler(
        new Door(
            connector.getLocalPort(),
            new ApprovalPages(desk, approver, new Tickets(clock, random), links)));
    LifeCycle.start(server);
    Thread watch = Thread.ofVirtual().name("approvals-idle").start(this::closeWhenIdle);
    return new Listening(server, connector.getLocalPort(), links, watch);
  }

  private void closeWhenIdle() {
    try {
      do {
        pause.sleep(IDLE);
      } while (!closedAsIdle());
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean closedAsIdle() {
    Listening open = listening;
    if (open == null || !Thread.currentThread().equals(open.watch())) {
      return true;
    }
    if (Duration.between(used, clock.instant()).compareTo(IDLE) < 0) {
      return false;
    }
    listening = null;
    LifeCycle.stop(open.server());
    return true;
  }

  /** No page, no cause, no stack. */
  private static boolean failed(Request request, Response response, Callback callback) {
    plain(response, response.getStatus(), callback);
    return true;
  }

  private static void plain(Response response, int status, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    byte[] line =
        (status + " " + HttpStatus.getMessage(status) + "\n").getBytes(StandardCharsets.UTF_8);
    response.write(true, ByteBuffer.wrap(line), callback);
  }

  /**
   * Keeps out whom a page from elsewhere sent: its browser can be made to connect here, but it says
   * another name in {@code Host} then (DNS rebinding).
   */
  private final class Door extends Handler.Wrapper {
    private final Set<String> names;

    Door(int port, Handler pages) {
      super(pages);
      this.names = Set.of(ADDRESS + ":" + port, "localhost:" + port);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      List<String> hosts = request.getHeaders().getValuesList(HttpHeader.HOST);
      if (hosts.size() != 1 || !names.contains(hosts.getFirst())) {
        plain(response, HttpStatus.FORBIDDEN_403, callback);
        return true;
      }
      String path = Request.getPathInContext(request);
      if (!path.equals(ApprovalPages.PATH) && !path.startsWith(ApprovalPages.PATH + "/")) {
        plain(response, HttpStatus.NOT_FOUND_404, callback);
        return true;
      }
      used = clock.instant();
      return super.handle(request, response, callback);
    }
  }
}
