package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.http.Reaction;
import dev.proxmoxmcp.simulator.http.WireRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An answer of a simulated host that was asked within this process. */
public record SimulatedReply(int status, String reason, String body) {
  static SimulatedReply of(Reaction reaction) {
    return switch (reaction) {
      case Reaction.Reply reply -> new SimulatedReply(reply.status(), reply.reason(), reply.body());
      case Reaction.Drip drip -> of(drip.reply());
      case Reaction.HalfReply _, Reaction.Silence _, Reaction.Reset _ ->
          throw new IllegalStateException("a fault left no answer: " + reaction);
    };
  }

  /** A request as it would arrive over a socket; names of headers are taken in any case. */
  static WireRequest request(
      String method, String target, Map<String, String> headers, String body) {
    Map<String, List<String>> sent = new TreeMap<>();
    headers.forEach((name, value) -> sent.put(name.toLowerCase(Locale.ROOT), List.of(value)));
    return new WireRequest(method, target, sent, body);
  }
}
