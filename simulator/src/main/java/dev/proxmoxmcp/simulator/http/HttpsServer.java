package dev.proxmoxmcp.simulator.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * HTTPS over HTTP/1.1 on the loopback address, with the manners of pveproxy. Thread-safe.
 *
 * <p>Requests are answered on virtual threads, so that a slow one never holds up an event loop.
 */
public final class HttpsServer implements AutoCloseable {
  private static final int EVENT_LOOPS = 2;
  private static final int BACKLOG = 256;
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(
          EVENT_LOOPS, new DefaultThreadFactory("simulator", true), NioIoHandler.newFactory());
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicReference<@Nullable Channel> listener = new AtomicReference<>();
  private final AtomicReference<SslContext> tls;
  private final WireLimits limits;
  private final Service service;

  private HttpsServer(SslContext tls, WireLimits limits, Service service) {
    this.tls = new AtomicReference<>(tls);
    this.limits = limits;
    this.service = service;
  }

  /** A server together with the port that it got. */
  public record Started(HttpsServer server, int port) {}

  /**
   * Starts to listen on 127.0.0.1.
   *
   * @param port 0 for any free one
   * @throws BindException if the port is in use or not open to this user; the message says which
   * @throws IOException if it cannot listen for another reason
   */
  public static Started start(int port, ServerIdentity identity, WireLimits limits, Service service)
      throws IOException {
    HttpsServer server = new HttpsServer(context(identity), limits, service);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(server.loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            // One read at a time: requests of a connection are answered one after the other.
            .childOption(ChannelOption.AUTO_READ, false)
            .childHandler(server.new Connection())
            .bind(new InetSocketAddress(LOOPBACK, port))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      server.close();
      throw cannotListen(port, bound.cause());
    }
    server.listener.set(bound.channel());
    return new Started(server, ((InetSocketAddress) bound.channel().localAddress()).getPort());
  }

  private static IOException cannotListen(int port, Throwable cause) {
    String why = String.valueOf(cause.getMessage());
    if (!(cause instanceof BindException)) {
      return new IOException("cannot listen on port " + port + " on 127.0.0.1: " + why, cause);
    }
    BindException refused =
        new BindException(
            (why.contains("ermission")
                    ? "port %d on 127.0.0.1 is not open to this user: choose one above 1023"
                    : "port %d on 127.0.0.1 is in use: stop what listens there, or choose another"
                        + " port")
                .formatted(port));
    refused.initCause(cause);
    return refused;
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
        .build();
  }

  /** Stops listening, closes every connection and ends all threads; further calls do nothing. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    Channel listening = listener.get();
    if (listening != null) {
      listening.close().awaitUninterruptibly();
    }
    connections.close().awaitUninterruptibly();
    workers.shutdownNow();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private final class Connection extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      connections.add(channel);
      channel
          .pipeline()
          .addLast(ConnectionHandler.TLS, tls.get().newHandler(channel.alloc()))
          .addLast(
              new HttpServerCodec(
                  new HttpDecoderConfig()
                      .setMaxInitialLineLength(WireLimits.HEADER_BYTES)
                      .setMaxHeaderSize(WireLimits.HEADER_BYTES)))
          .addLast(new ConnectionHandler(limits, service, workers));
    }
  }
}
