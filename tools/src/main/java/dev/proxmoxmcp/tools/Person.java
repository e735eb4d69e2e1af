package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.guard.Approval;
import dev.proxmoxmcp.guard.Decision;
import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.mcp.api.Answer;
import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.mcp.api.ToolCall;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * The person at the client of a call, who is asked whether steps may be taken. Until he is asked,
 * nothing that has an effect may have been done: in the newer era the call runs again from its top
 * when he has answered. Belongs to that call.
 */
public final class Person {
  private static final String KEY = "approval";

  private final Decision.NeedsPerson needed;
  private final Guard guard;
  private final Cluster cluster;
  private final ToolCall call;
  private final AtomicBoolean asking;

  Person(
      Decision.NeedsPerson needed,
      Guard guard,
      Cluster cluster,
      ToolCall call,
      AtomicBoolean asking) {
    this.needed = needed;
    this.guard = guard;
    this.cluster = cluster;
    this.call = call;
    this.asking = asking;
  }

  /** Who asks, for the question: {@code local through "Claude"}. */
  public String asker() {
    return call.caller().principal() + " through " + Foreign.name(call.client().name());
  }

  /** What the first run of the call makes, in each of its runs: what the person is shown. */
  public String shown(Supplier<String> make) {
    return call.once(KEY, make);
  }

  /**
   * Asks, and lets exactly the steps be taken if the answer is yes.
   *
   * @param what is to be done, for refusals: {@code stop of VM 101}
   * @param question worded from {@link #shown} alone, so that it is the same in each run
   * @param objection why a form that was sent is no yes; empty if it is one. Also looks whether all
   *     is still as it was shown
   * @throws Denied if the answer is not a yes; nothing was sent
   */
  public BoundCluster asked(String what, Question.Form question, Objection objection)
      throws InterruptedException {
    asking.set(true);
    Answer.Elicited answer = call.ask(KEY, question);
    asking.set(false);
    return switch (answer) {
      case Answer.Accepted(ObjectNode content) -> {
        Optional<No> no = objection.to(content);
        if (no.isPresent()) {
          throw refused(what, no.get());
        }
        yield cluster.through(
            new GuardedGate(
                guard.approved(needed, new Approval(call.caller().principal(), "form"))));
      }
      case Answer.Declined() ->
          throw refused(
              what, new No("declined", "the person said no. Do not ask again unless he says so"));
      case Answer.Cancelled() ->
          throw refused(
              what, new No("cancelled", "the person closed the question without an answer"));
      case Answer.NotElicited(Answer.Missing why) ->
          throw refused(
              what,
              switch (why) {
                case LATE -> new No("late", "nobody answered the question within two minutes");
                case UNUSABLE ->
                    new No(
                        "unusable",
                        "what the client answered is neither a yes nor a no; it may not be able to"
                            + " put forms to a person");
              });
    };
  }

  /** Looks at a form that was sent. */
  @FunctionalInterface
  public interface Objection {
    /** Why it is no yes; empty if it is one. */
    Optional<No> to(ObjectNode content) throws InterruptedException;
  }

  /**
   * Why an answer is no yes.
   *
   * @param outcome in a word, for the log
   * @param reason for the model, the end of a sentence without its full stop
   */
  public record No(String outcome, String reason) {}

  private Denied refused(String what, No no) {
    guard.notApproved(needed, no.outcome());
    String end = no.reason().endsWith(".") ? "" : ".";
    return new Denied(what + " was not done, and nothing was sent: " + no.reason() + end);
  }
}
