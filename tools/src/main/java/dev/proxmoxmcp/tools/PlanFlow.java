package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.guard.Decision;
import dev.proxmoxmcp.guard.Grant;
import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.guard.plan.Approval;
import dev.proxmoxmcp.guard.plan.Call;
import dev.proxmoxmcp.guard.plan.Condition;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.PlanId;
import dev.proxmoxmcp.guard.plan.PlannedStep;
import dev.proxmoxmcp.guard.plan.Proposal;
import dev.proxmoxmcp.guard.plan.Standing;
import dev.proxmoxmcp.guard.policy.Ruling;
import dev.proxmoxmcp.mcp.api.Answer;
import dev.proxmoxmcp.mcp.api.McpCall;
import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.mcp.api.ToolCall;
import dev.proxmoxmcp.tools.plan.Aim;
import dev.proxmoxmcp.tools.plan.Intention;
import dev.proxmoxmcp.tools.plan.NarrowRule;
import dev.proxmoxmcp.tools.plan.Needs;
import dev.proxmoxmcp.tools.plan.PlanWords;
import dev.proxmoxmcp.tools.plan.StepText;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of an intention: it is let go, a person is asked, or the answer is a plan. Belongs
 * to one call.
 *
 * @param guard decides
 * @param cluster where it is to be done
 * @param call of the client
 * @param made the call as a plan keeps it
 * @param approvals how a person decides whose client shows no forms
 * @param resumed the plan that is run; null if a new one is made
 * @param notes told whether a person is being asked
 */
record PlanFlow(
    Guard guard,
    Cluster cluster,
    ToolCall call,
    Supplier<Call> made,
    Approvals approvals,
    @Nullable Plan resumed,
    Notes notes) {
  private static final String PLAN = "plan";
  private static final String APPROVAL = "approval";
  private static final String PAGE = "page";

  /** What the call is told on the way. */
  interface Notes {
    /** Whether a person is being asked from now on. */
    void asking(boolean asked);

    /** That the trail has by now why it was not done. */
    void recorded();

    /** That its steps may be taken. */
    void granted(Grant grant);
  }

  /**
   * Lets exactly the steps of {@code intention} be taken.
   *
   * @throws Denied if they may not be; nothing was sent
   * @throws PlanShown if there is a plan instead; nothing was sent
   */
  Grant grant(Intention intention) throws InterruptedException {
    Guard.Request request = request();
    Plan running = resumed;
    if (running != null) {
      return taken(guard.run(request, running.id(), whole(intention), Optional.empty()), intention);
    }
    if (intention.dryRun()) {
      throw shown(request, intention);
    }
    return taken(
        guard.propose(request, proposal(intention, List.of(), false), intention.named()),
        intention);
  }

  private Grant taken(Decision decision, Intention intention) throws InterruptedException {
    return switch (decision) {
      case Decision.Granted(Grant grant) -> {
        notes.granted(grant);
        yield grant;
      }
      case Decision.Denied(String reason) -> {
        notes.recorded();
        throw new Denied(reason);
      }
      case Decision.NeedsPerson(Plan _, String rule) -> needsPerson(intention, rule);
    };
  }

  /** A plan that is only shown can be run later, under the rules that hold then. */
  private PlanShown shown(Guard.Request request, Intention intention) throws InterruptedException {
    Proposal whole = whole(intention);
    Plan plan = guard.keep(request, guard.planned(request, whole).onlyShown());
    String rule =
        switch (guard.ruling(request, whole)) {
          case Ruling.Allowed(String by) ->
              "The rules allow it (" + by + "): plan_execute with plan=" + plan.id() + " runs it.";
          case Ruling.Denied(String by) ->
              "The rules forbid it (" + by + "), and nobody can approve it.";
          case Ruling.NeedsPerson(String by) ->
              "It needs a person's yes (" + by + "). " + how(plan);
        };
    return new PlanShown(
        "Dry run, nothing was sent. It would be:\n"
            + String.join("\n", PlanWords.lines(plan))
            + "\n"
            + rule,
        true);
  }

  private String how(Plan plan) {
    return takesForms()
        ? "plan_execute with plan=" + plan.id() + " asks him."
        : approvals.how(plan);
  }

  private Grant needsPerson(Intention intention, String rule) throws InterruptedException {
    Guard.Request request = request();
    Proposal whole = whole(intention);
    Plan known = resumed;
    String id =
        known != null
            ? known.id().text()
            : call.once(PLAN, () -> guard.keep(request, guard.planned(request, whole)).id().text());
    Plan plan =
        guard
            .plan(request, new PlanId(id))
            .orElseThrow(() ->
                new Denied(
                    intention.title()
                        + " was not done, and nothing was sent: its plan is over, because it was"
                        + " denied, run, or not decided about in time. Make the call again if the"
                        + " person wants it."));
    if (takesForms()) {
      PlanForm form = new PlanForm(plan);
      return answered(
          intention, plan, form.question(), content -> filledIn(intention, form, content));
    }
    String link = takesPages() ? call.once(PAGE, () -> approvals.link(plan).orElse("")) : "";
    return link.isEmpty()
        ? waits(plan, intention, rule)
        : answered(
            intention,
            plan,
            Question.Page.at(new PlanForm(plan).message(), link, id),
            _ -> onPage(intention, plan));
  }

  private Grant waits(Plan plan, Intention intention, String rule) {
    // A new one is recorded as planned.
    if (resumed != null) {
      guard.ledger().refused(plan, call.requestId(), "it needs a person's yes (" + rule + ")");
    }
    notes.recorded();
    throw new PlanShown(
        intention.title()
            + " was not done, and nothing was sent: it needs a person's yes ("
            + rule
            + "). The plan:\n"
            + String.join("\n", PlanWords.lines(plan))
            + "\n"
            + approvals.how(plan)
            + (rule.equals(Policy.DEFAULT) ? allowing(plan) : ""),
        false);
  }

  /**
   * The narrow way first. Where a rule or what was read wants a person, what is allowed besides
   * changes nothing.
   */
  private String allowing(Plan plan) {
    Proposal proposal = plan.proposal();
    return " Whoever starts the server can let this happen without asking: "
        + NarrowRule.of(proposal).map(way -> way + ", or ").orElse("")
        + "all of tier "
        + PlanWords.tiers(proposal)
        + " with `--allow "
        + guard.policy().labelWith(proposal.tiers())
        + "`.";
  }

  private boolean takesForms() {
    return call.capabilities().takes(new Question.Form("", JsonNodeFactory.instance.objectNode()));
  }

  private boolean takesPages() {
    return call.capabilities().takes(Question.Page.at("", "about:blank", ""));
  }

  /** What a person's yes leads to. */
  private interface Yes {
    Grant with(ObjectNode content) throws InterruptedException;
  }

  private Grant answered(
      Intention intention, Plan plan, Question<Answer.Elicited> question, Yes yes)
      throws InterruptedException {
    notes.asking(true);
    Answer.Elicited answer = call.ask(APPROVAL, question);
    notes.asking(false);
    return switch (answer) {
      case Answer.Accepted(ObjectNode content) -> yes.with(content);
      case Answer.Declined() ->
          throw refused(
              intention,
              plan,
              "declined",
              "the person said no. Do not ask again unless he says so");
      case Answer.Cancelled() ->
          throw refused(
              intention, plan, "cancelled", "the person closed the question without an answer");
      case Answer.NotElicited(Answer.Missing why) ->
          throw switch (why) {
            case LATE ->
                refused(intention, plan, "late", "nobody answered the question within two minutes");
            case UNUSABLE ->
                refused(
                    intention,
                    plan,
                    "unusable",
                    "what the client answered is neither a yes nor a no; it may not be able to"
                        + " put forms to a person");
          };
    };
  }

  private Grant filledIn(Intention intention, PlanForm form, ObjectNode content)
      throws InterruptedException {
    Optional<String> objection = form.objection(content);
    if (objection.isPresent()) {
      throw refused(intention, form.plan(), "declined", objection.get());
    }
    return taken(
        guard.run(
            request(),
            form.plan().id(),
            whole(intention),
            Optional.of(new Approval(call.caller().principal(), "form"))),
        intention);
  }

  /** That he agreed to open the page is no yes: what he decides there is. */
  private Grant onPage(Intention intention, Plan plan) throws InterruptedException {
    approvals.await(plan);
    Guard.Request request = request();
    Optional<Plan> now = guard.plan(request, plan.id());
    if (now.isEmpty()) {
      throw new Denied(
          intention.title()
              + " was not done, and nothing was sent: the person said no on the page, or the plan"
              + " is over. Do not ask again unless he says so.");
    }
    if (now.get().standing() instanceof Standing.Approved) {
      return taken(guard.run(request, plan.id(), whole(intention), Optional.empty()), intention);
    }
    throw new PlanShown(
        intention.title()
            + " was not done, and nothing was sent: the person has the page and has not decided"
            + " yet. When he has, plan_execute with plan="
            + plan.id()
            + " runs it.",
        false);
  }

  private Denied refused(Intention intention, Plan plan, String outcome, String why) {
    guard.notApproved(request(), plan, outcome);
    notes.recorded();
    return new Denied(intention.title() + " was not done, and nothing was sent: " + why + ".");
  }

  Guard.Request request() {
    return request(call);
  }

  /** Who makes that call. */
  static Guard.Request request(McpCall call) {
    return new Guard.Request(
        call.requestId(),
        call.caller().principal(),
        call.caller().principal() + " through " + Foreign.name(call.client().name()));
  }

  /** With the state that it is made for, read now. */
  private Proposal whole(Intention intention) throws InterruptedException {
    BoundCluster reading = cluster.through(new GuardedGate(Grant.none()));
    return proposal(intention, intention.state().now(reading), true);
  }

  private Proposal proposal(Intention intention, List<Condition> conditions, boolean needs) {
    return new Proposal(
        made.get(),
        intention.title(),
        intention.aims().stream().map(aim -> step(aim, needs)).toList(),
        intention.looks().stream().map(aim -> step(aim, false)).toList(),
        conditions,
        intention.notes(),
        intention.undo());
  }

  private PlannedStep step(Aim aim, boolean needs) {
    return new PlannedStep(
        GuardedGate.step(aim.outgoing()),
        aim.subject(),
        StepText.of(aim.outgoing()),
        needs ? Needs.of(aim.outgoing(), cluster.through(new GuardedGate(Grant.none()))) : "");
  }
}
