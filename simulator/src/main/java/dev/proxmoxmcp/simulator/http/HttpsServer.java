package dev.proxmoxmcp.simulator.http;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * HTTPS over HTTP/1.1 on addresses of the loopback interface, with the manners of pveproxy.
 * Thread-safe.
 *
 * <p>Requests are answered on virtual threads, so that a slow one never holds up an event loop.
 */
public final class HttpsServer implements AutoCloseable {
  private static final int EVENT_LOOPS = 2;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(
          EVENT_LOOPS, new DefaultThreadFactory("simulator", true), NioIoHandler.newFactory());
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final WireLimits limits;

  /** A server that listens nowhere yet. */
  public HttpsServer(WireLimits limits) {
    this.limits = limits;
  }

  /**
   * Starts to listen.
   *
   * @param address of the loopback interface
   * @param port 0 for any free one
   * @throws BindException if the port is in use or not open to this user; the message says which
   * @throws IOException if it cannot listen for another reason
   */
  public Listener listen(InetAddress address, int port, ServerIdentity identity, Service service)
      throws IOException {
    if (!address.isLoopbackAddress()) {
      throw new IllegalArgumentException(address + " is open to others");
    }
    Listener listener =
        new Listener(loops, identity, () -> new ConnectionHandler(limits, service, workers));
    listener.open(address, port);
    listeners.add(listener);
    return listener;
  }

  /** Closes a listener for good. */
  public void forget(Listener listener) {
    listener.close();
    listeners.remove(listener);
  }

  /** Stops listening, closes every connection and ends all threads; further calls do nothing. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    listeners.forEach(Listener::close);
    workers.shutdownNow();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
