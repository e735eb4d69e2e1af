package dev.proxmoxmcp.simulator.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

/**
 * Swallows what comes and what would go, the end of the connection included, until it is lifted; it
 * reads on only to notice when the other side leaves. Thread-safe.
 */
@Sharable
final class BlackHole extends ChannelDuplexHandler {
  private volatile boolean lifted;

  void lift() {
    lifted = true;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    context.read();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.read();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (lifted) {
      super.write(context, message, promise);
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
    if (lifted) {
      super.close(context, promise);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // The other side reset the connection, which has ended with it.
  }
}
