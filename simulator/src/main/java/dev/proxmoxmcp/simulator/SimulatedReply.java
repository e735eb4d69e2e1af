package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.http.Reaction;

/** An answer of a simulated cluster that was asked within this process. */
public record SimulatedReply(int status, String reason, String body) {
  static SimulatedReply of(Reaction reaction) {
    return switch (reaction) {
      case Reaction.Reply reply -> new SimulatedReply(reply.status(), reply.reason(), reply.body());
      case Reaction.Drip drip -> of(drip.reply());
      case Reaction.HalfReply _, Reaction.Silence _, Reaction.Reset _ ->
          throw new IllegalStateException("a fault left no answer: " + reaction);
    };
  }
}
