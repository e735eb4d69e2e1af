package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.api.Api;
import dev.proxmoxmcp.simulator.http.Reaction;
import java.util.function.Supplier;

/** What a fault makes of an answer. */
final class FaultReactions {
  private FaultReactions() {}

  /**
   * The reaction.
   *
   * @param request that meets it
   * @param answer what the API would say; asked once if the fault lets it do its work
   */
  static Reaction of(Fault fault, RecordedRequest request, Supplier<Reaction.Reply> answer) {
    return switch (fault) {
      case Fault.Status(int status, String reason) -> Reaction.Reply.of(status, reason, "", "");
      case Fault.Rewritten(var change) -> {
        Reaction.Reply usual = answer.get();
        SimulatedReply other = change.apply(request, SimulatedReply.of(usual));
        yield Reaction.Reply.of(other.status(), other.reason(), usual.contentType(), other.body());
      }
      case Fault.Late late -> answer.get().later(late.by());
      case Fault.Drip drip -> new Reaction.Drip(answer.get(), drip.first());
      case Fault.Broken broken ->
          switch (broken) {
            case HTML_PAGE -> Api.loginPage();
            case HALF_ANSWER -> new Reaction.HalfReply(whole(answer.get()));
            case SILENCE -> new Reaction.Silence();
            case RESET -> new Reaction.Reset();
            case LOST_ANSWER -> {
              var _ = answer.get();
              yield new Reaction.Reset();
            }
          };
    };
  }

  /** Something that can be halved: a refusal of credentials has no body. */
  private static String whole(Reaction.Reply reply) {
    return reply.body().isEmpty() ? Api.loginPage().body() : reply.body();
  }
}
