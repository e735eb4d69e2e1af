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

/**
 * Routes what comes in over one stream to the era that it belongs to. There is no switch over types
 * here nor in what the first answer needs: Java makes the code of one when it is first run, which
 * no AOT cache can hold, and that takes a tenth of the engine's start.
 */
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
    if (line instanceof Line.Text(ByteBuffer bytes) && !isBlank(bytes)) {
      take(MessageReader.read(bytes));
    } else if (line instanceof Line.TooLong) {
      reply.answer(
          Messages.error(
              null, RpcError.invalidRequest("a message may have at most " + longest + " bytes")));
    }
  }

  private void take(Incoming message) throws InterruptedException {
    switch (message.kind()) {
      case REQUEST -> answer((Request) message);
      // Its one meaning here, a cancellation, is the same in both eras.
      case NOTIFICATION -> legacy.notification((Notification) message);
      // Only the legacy era asks by requests of this server.
      case RESPONSE -> legacy.response((Response) message);
      case INVALID -> {
        Invalid invalid = (Invalid) message;
        reply.answer(Messages.error(invalid.id(), invalid.error()));
      }
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
