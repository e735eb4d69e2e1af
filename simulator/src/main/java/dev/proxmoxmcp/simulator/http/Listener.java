package dev.proxmoxmcp.simulator.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One address at which the server listens, with a certificate of its own. It can refuse or ignore
 * everybody and come back. Thread-safe: its lock is held while sockets open and close, which no
 * request waits for.
 */
public final class Listener {
  private static final int BACKLOG = 256;

  /** That can be resumed; the JDK would keep some 20,000. */
  private static final int SESSIONS = 256;

  private final EventLoopGroup loops;
  private final Supplier<ConnectionHandler> handlers;
  private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
  private final AtomicReference<SslContext> tls;
  private final AtomicReference<@Nullable BlackHole> silence = new AtomicReference<>();
  private @Nullable Channel socket;
  private InetSocketAddress address = new InetSocketAddress(0);
  private boolean ended;

  Listener(EventLoopGroup loops, ServerIdentity identity, Supplier<ConnectionHandler> handlers) {
    this.loops = loops;
    this.handlers = handlers;
    try {
      this.tls = new AtomicReference<>(context(identity));
    } catch (SSLException unusable) {
      throw new IllegalArgumentException("unusable certificate: " + identity, unusable);
    }
  }

  synchronized void open(InetAddress where, int port) throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            // One read at a time: requests of a connection are answered one after the other.
            .childOption(ChannelOption.AUTO_READ, false)
            .childHandler(new Connection())
            .bind(new InetSocketAddress(where, port))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw cannotListen(where, port, bound.cause());
    }
    socket = bound.channel();
    address = (InetSocketAddress) bound.channel().localAddress();
  }

  private static IOException cannotListen(InetAddress where, int port, Throwable cause) {
    String place = "port " + port + " on " + where.getHostAddress();
    String why = String.valueOf(cause.getMessage());
    if (!(cause instanceof BindException)) {
      return new IOException("cannot listen on " + place + ": " + why, cause);
    }
    BindException refused = new BindException(place + reason(why));
    refused.initCause(cause);
    return refused;
  }

  private static String reason(String why) {
    if (why.contains("ermission")) {
      return " is not open to this user: choose one above 1023";
    }
    return why.contains("assign")
        ? " is no address of this system: it has not all of 127.0.0.0/8"
        : " is in use: stop what listens there, or choose another port";
  }

  /** Where it listens, or did. */
  public synchronized InetSocketAddress address() {
    return address;
  }

  /** Proves itself by {@code identity} from now on, and closes every open connection. */
  public void present(ServerIdentity identity) {
    try {
      tls.set(context(identity));
    } catch (SSLException unusable) {
      throw new IllegalArgumentException("unusable certificate: " + identity, unusable);
    }
    connections.close().awaitUninterruptibly();
  }

  private static SslContext context(ServerIdentity identity) throws SSLException {
    return SslContextBuilder.forServer(identity.key(), identity.chain())
        .sslProvider(SslProvider.JDK)
        .protocols("TLSv1.3", "TLSv1.2")
        .sessionCacheSize(SESSIONS)
        .build();
  }

  /** Refuses connections from now on and closes the open ones, as a host that was switched off. */
  public synchronized void refuse() {
    if (socket != null) {
      socket.close().awaitUninterruptibly();
      awaitRelease(socket.eventLoop());
      socket = null;
    }
    hangUp();
  }

  /**
   * A selector gives a closed socket back to the system at its next round only, and until then the
   * system goes on taking connections for it.
   */
  private static void awaitRelease(EventLoop loop) {
    loop.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }

  /** Takes connections from now on, but reads nothing and says nothing on any of them. */
  public synchronized void ignore() throws IOException {
    openAgain();
    BlackHole hole = new BlackHole();
    if (silence.compareAndSet(null, hole)) {
      connections.forEach(connection -> connection.pipeline().addFirst(hole));
    }
  }

  /** Answers again; connections of the time before are closed. */
  public synchronized void answer() throws IOException {
    if (silence.get() != null) {
      hangUp();
    }
    openAgain();
  }

  private void openAgain() throws IOException {
    if (socket == null && !ended) {
      open(address.getAddress(), address.getPort());
    }
  }

  private void hangUp() {
    BlackHole hole = silence.getAndSet(null);
    if (hole != null) {
      hole.lift();
    }
    connections.close().awaitUninterruptibly();
  }

  /** Stops listening for good. */
  synchronized void close() {
    ended = true;
    refuse();
  }

  private final class Connection extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      connections.add(channel);
      BlackHole hole = silence.get();
      if (hole != null) {
        channel.pipeline().addLast(hole);
        return;
      }
      channel
          .pipeline()
          .addLast(ConnectionHandler.TLS, tls.get().newHandler(channel.alloc()))
          .addLast(
              new HttpServerCodec(
                  new HttpDecoderConfig()
                      .setMaxInitialLineLength(WireLimits.HEADER_BYTES)
                      .setMaxHeaderSize(WireLimits.HEADER_BYTES)))
          .addLast(handlers.get());
    }
  }
}
