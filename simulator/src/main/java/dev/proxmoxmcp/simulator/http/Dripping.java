package dev.proxmoxmcp.simulator.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Writes a body byte by byte, slower and slower, and closes the connection if that ever ends.
 * Confined to the event loop of its channel.
 */
final class Dripping {
  private static final long LONGEST_NANOS = Duration.ofHours(1).toNanos();

  private final ChannelHandlerContext context;
  private final byte[] body;
  private int sent;

  private Dripping(ChannelHandlerContext context, byte[] body) {
    this.context = context;
    this.body = body;
  }

  static void start(ChannelHandlerContext context, Reaction.Drip drip) {
    byte[] body = drip.reply().body().getBytes(UTF_8);
    var _ = context.writeAndFlush(ReplyText.head(drip.reply(), body.length));
    new Dripping(context, body).after(drip.first().toNanos());
  }

  private void after(long nanos) {
    var _ = context.executor().schedule(() -> next(nanos), nanos, TimeUnit.NANOSECONDS);
  }

  private void next(long waited) {
    if (!context.channel().isActive()) {
      return;
    }
    if (sent == body.length) {
      context
          .writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    var _ = context.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(body, sent, 1)));
    sent++;
    after(Math.min(LONGEST_NANOS, waited + waited / 4 + 1));
  }
}
