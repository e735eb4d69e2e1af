package dev.proxmoxmcp.mcp.transport.stdio;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.engine.CallScope;
import dev.proxmoxmcp.mcp.engine.Dispatcher;
import dev.proxmoxmcp.mcp.engine.Era;
import dev.proxmoxmcp.mcp.engine.EraRouter;
import dev.proxmoxmcp.mcp.engine.ReplyTo;
import dev.proxmoxmcp.mcp.legacy.LegacySession;
import dev.proxmoxmcp.mcp.modern.ModernEra;
import dev.proxmoxmcp.mcp.rpc.Incoming;
import dev.proxmoxmcp.mcp.rpc.Incoming.Invalid;
import dev.proxmoxmcp.mcp.rpc.Incoming.Notification;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Incoming.Response;
import dev.proxmoxmcp.mcp.rpc.MessageReader;
import dev.proxmoxmcp.mcp.rpc.Messages;
import dev.proxmoxmcp.mcp.rpc.RpcError;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import dev.proxmoxmcp.mcp.transport.stdio.LineReader.Line;
import java.nio.ByteBuffer;

/** Routes what comes in over one stream to the era that it belongs to. */
final class StdioConversation {

  private final LegacySession legacy;
  private final ModernEra modern;
  private final Caller caller;
  private final CallScope scope;
  private final ReplyTo reply;
  private final int longest;

  StdioConversation(
      Dispatcher dispatcher, Caller caller, CallScope scope, ReplyTo reply, int longest) {
    this.legacy = new LegacySession(dispatcher, caller, scope, reply::notice);
    this.modern = new ModernEra(dispatcher);
    this.caller = caller;
    this.scope = scope;
    this.reply = reply;
    this.longest = longest;
  }

  /** Takes one line and answers it, now or later. */
  void take(Line line) throws InterruptedException {
    switch (line) {
      case Line.Text(ByteBuffer bytes) when isBlank(bytes) -> {}
      case Line.Text(ByteBuffer bytes) -> take(MessageReader.read(bytes));
      case Line.TooLong() ->
          reply.answer(
              Messages.error(
                  null,
                  RpcError.invalidRequest("a message may have at most " + longest + " bytes")));
      case Line.End() -> {}
    }
  }

  private void take(Incoming message) throws InterruptedException {
    switch (message) {
      case Request request -> answer(request);
      // Its one meaning here, a cancellation, is the same in both eras.
      case Notification notification -> legacy.notification(notification);
      // Only the legacy era asks by requests of this server.
      case Response response -> legacy.response(response);
      case Invalid(var id, var error) -> reply.answer(Messages.error(id, error));
    }
  }

  private void answer(Request request) throws InterruptedException {
    try {
      if (EraRouter.era(request.params(), null) == Era.MODERN) {
        modern.request(request, modern.asker(request, caller), scope, reply);
      } else {
        legacy.request(request, reply);
      }
    } catch (RpcException broken) {
      reply.answer(Messages.error(request.id(), broken.error()));
    }
  }

  private static boolean isBlank(ByteBuffer bytes) {
    for (int at = bytes.position(); at < bytes.limit(); at++) {
      byte one = bytes.get(at);
      if (one != ' ' && one != '\t' && one != '\r') {
        return false;
      }
    }
    return true;
  }
}
