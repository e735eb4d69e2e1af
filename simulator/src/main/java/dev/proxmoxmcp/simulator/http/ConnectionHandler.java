package dev.proxmoxmcp.simulator.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxmoxmcp.simulator.http.Reaction.Drip;
import dev.proxmoxmcp.simulator.http.Reaction.HalfReply;
import dev.proxmoxmcp.simulator.http.Reaction.Reply;
import dev.proxmoxmcp.simulator.http.Reaction.Reset;
import dev.proxmoxmcp.simulator.http.Reaction.Silence;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: reads a request, has it answered, writes the answer, reads the next. Confined to
 * the event loop of its channel.
 */
final class ConnectionHandler extends SimpleChannelInboundHandler<HttpObject> {
  /** The name of the TLS handler in the pipeline. */
  static final String TLS = "tls";

  private static final Duration LINGER = Duration.ofMillis(500);
  private static final System.Logger LOG = System.getLogger(ConnectionHandler.class.getName());

  private final WireLimits limits;
  private final Service service;
  private final Executor workers;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable HttpRequest head;
  private @Nullable Future<?> idle;
  private final Deque<HttpObject> inbox = new ArrayDeque<>();
  private int answered;
  private boolean busy;
  private boolean deaf;

  ConnectionHandler(WireLimits limits, Service service, Executor workers) {
    this.limits = limits;
    this.service = service;
    this.workers = workers;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    startIdleTimer(context);
    context.read();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stopIdleTimer();
    inbox.forEach(ReferenceCountUtil::release);
    inbox.clear();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    inbox.add(ReferenceCountUtil.retain(part));
    takeIn(context);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    readOn(context);
  }

  private void takeIn(ChannelHandlerContext context) {
    for (HttpObject part = next(); part != null; part = next()) {
      try {
        take(context, part);
      } finally {
        ReferenceCountUtil.release(part);
      }
    }
  }

  /** The next part, or null while a request is being answered: one at a time. */
  private @Nullable HttpObject next() {
    return busy ? null : inbox.poll();
  }

  private void readOn(ChannelHandlerContext context) {
    if (!busy) {
      context.read();
    }
  }

  private void startIdleTimer(ChannelHandlerContext context) {
    stopIdleTimer();
    idle = in(context, limits.idle(), () -> close(context));
  }

  private void stopIdleTimer() {
    if (idle != null) {
      idle.cancel(false);
      idle = null;
    }
  }

  private void take(ChannelHandlerContext context, HttpObject part) {
    if (deaf) {
      return;
    }
    if (part.decoderResult().isFailure()) {
      unreadable(context, part.decoderResult().cause());
      return;
    }
    if (part instanceof HttpRequest request) {
      head = request;
      if (!acceptable(context, request)) {
        return;
      }
    }
    if (part instanceof HttpContent content) {
      append(content);
      if (part instanceof LastHttpContent && head != null) {
        dispatch(context, head);
      }
    }
  }

  /** Refuses what pveproxy refuses by the head alone. */
  private boolean acceptable(ChannelHandlerContext context, HttpRequest request) {
    if (request.headers().size() >= WireLimits.HEADER_LINES) {
      deaf = true;
      return false;
    }
    if (HttpUtil.isTransferEncodingChunked(request)) {
      refuse(context, "chunked transfer encoding not supported");
      return false;
    }
    long length = HttpUtil.getContentLength(request, 0L);
    if (length > 0 && !RequestText.takesBody(request.method().name())) {
      refuse(context, "Unexpected content for method '" + request.method().name() + "'");
      return false;
    }
    if (length > WireLimits.BODY_BYTES) {
      refuse(context, "for data too large");
      return false;
    }
    return true;
  }

  private void refuse(ChannelHandlerContext context, String text) {
    deaf = true;
    react(context, Reply.of(501, text, "", text));
  }

  private void unreadable(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException) {
      // As pveproxy does with too many headers: no answer, and the idle limit ends it.
      deaf = true;
    } else {
      deaf = true;
      react(context, Reply.of(400, "bad request", "", ""));
    }
  }

  private void append(HttpContent content) {
    try {
      content.content().readBytes(body, content.content().readableBytes());
    } catch (IOException impossible) {
      throw new IllegalStateException("a byte array does not fail", impossible);
    }
  }

  private void dispatch(ChannelHandlerContext context, HttpRequest request) {
    stopIdleTimer();
    busy = true;
    WireRequest whole = RequestText.of(request, body.toString(UTF_8));
    try {
      var _ =
          CompletableFuture.supplyAsync(() -> service.answer(whole), workers)
              .thenAcceptAsync(reaction -> react(context, reaction), context.executor())
              .whenComplete((_, failure) -> {
                if (failure != null) {
                  unanswerable(context, failure);
                }
              });
    } catch (RejectedExecutionException closing) {
      // Not left to the pipeline: a request that waited its turn is taken up outside of it.
      close(context);
    }
  }

  /** Ends the connection, as nothing else would: nobody is idle while a request is answered. */
  private static void unanswerable(ChannelHandlerContext context, Throwable failure) {
    LOG.log(System.Logger.Level.ERROR, "the simulator could not answer", failure);
    close(context);
  }

  private void react(ChannelHandlerContext context, Reaction reaction) {
    switch (reaction) {
      case Reply reply when reply.delay().isPositive() -> {
        context.read(); // to notice when the other side leaves
        var _ = in(context, reply.delay(), () -> write(context, reply));
      }
      case Reply reply -> write(context, reply);
      case HalfReply half -> writeHalf(context, half);
      case Drip drip -> {
        Dripping.start(context, drip);
        context.read(); // to notice when the other side leaves
      }
      case Silence() -> context.read(); // to notice when the other side leaves
      case Reset() -> reset(context);
    }
  }

  private void write(ChannelHandlerContext context, Reply reply) {
    answered++;
    boolean last =
        deaf
            || reply.status() >= 400
            || answered >= WireLimits.REQUESTS_PER_CONNECTION
            || head == null
            || !HttpUtil.isKeepAlive(head);
    ChannelFuture written =
        context.writeAndFlush(ReplyText.of(reply, last, takesGzip(), limits.server()));
    if (deaf) {
      written.addListener(_ -> hangUpGently(context));
    } else if (last) {
      written.addListener(ChannelFutureListener.CLOSE);
    } else {
      awaitRequest(context);
    }
  }

  private boolean takesGzip() {
    return head != null && head.headers().get(HttpHeaderNames.ACCEPT_ENCODING, "").contains("gzip");
  }

  private void awaitRequest(ChannelHandlerContext context) {
    head = null;
    body.reset();
    busy = false;
    startIdleTimer(context);
    takeIn(context);
    readOn(context);
  }

  /**
   * Says goodbye, but goes on reading for a moment: closing a connection on which unread data
   * arrives would reset it, and the client might lose the answer.
   */
  private static void hangUpGently(ChannelHandlerContext context) {
    if (context.pipeline().get(TLS) instanceof SslHandler tls) {
      var _ = tls.closeOutbound();
    }
    var _ = in(context, LINGER, () -> close(context));
  }

  private static void writeHalf(ChannelHandlerContext context, HalfReply half) {
    byte[] whole = half.body().getBytes(UTF_8);
    var _ =
        context.write(
            ReplyText.head(Reply.of(200, "OK", ReplyText.JSON, half.body()), whole.length));
    context
        .writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(whole, 0, whole.length / 2)))
        .addListener(ChannelFutureListener.CLOSE);
  }

  private static void reset(ChannelHandlerContext context) {
    context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    // Past the TLS handler, which would say goodbye first.
    ChannelHandlerContext tls = context.pipeline().context(TLS);
    close(tls == null ? context : tls);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // Clients hang up, refuse our certificate or speak plain text: their matter, not an error here.
    LOG.log(System.Logger.Level.DEBUG, () -> "connection ended: " + cause);
    close(context);
  }

  private static void close(ChannelHandlerContext context) {
    var _ = context.close();
  }

  private static Future<?> in(ChannelHandlerContext context, Duration delay, Runnable action) {
    return context.executor().schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
  }
}
