package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.Observer;
import dev.proxmoxmcp.client.Busy;
import dev.proxmoxmcp.client.CertificateRejected;
import dev.proxmoxmcp.client.Conflict;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.InvalidParameter;
import dev.proxmoxmcp.client.NodeUnreachable;
import dev.proxmoxmcp.client.NotFound;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Refused;
import dev.proxmoxmcp.client.ResultLost;
import dev.proxmoxmcp.client.SshFailed;
import dev.proxmoxmcp.client.TaskFailed;
import dev.proxmoxmcp.client.TimedOut;
import dev.proxmoxmcp.client.Unauthenticated;
import dev.proxmoxmcp.client.UnexpectedReply;
import dev.proxmoxmcp.client.Unreachable;
import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.Undo;
import dev.proxmoxmcp.guard.store.CannotRecord;
import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.mcp.api.ToolCall;
import dev.proxmoxmcp.mcp.api.TraceContext;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.several.Choice;
import dev.proxmoxmcp.tools.several.EachReply;
import dev.proxmoxmcp.tools.several.Named;
import dev.proxmoxmcp.tools.several.Search;
import dev.proxmoxmcp.tools.text.TextClasses;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call of a tool: on which of the clusters it is done, and how what goes wrong becomes an
 * answer.
 *
 * @param ready the tool
 * @param call what was sent, and by whom
 * @param server what all calls share
 * @param resumed the plan that it runs; null if it is a call of its own
 * @param kept what it knows beside its arguments, from an earlier run or another call
 */
record ToolRun(
    Ready<?> ready,
    ToolCall call,
    ServerTools server,
    @Nullable Plan resumed,
    Map<String, String> kept) {
  private static final Logger LOG = System.getLogger(Toolbox.class.getName());

  /** Stands in the log for a call that ended before it came to a cluster. */
  private static final String NO_CLUSTER = "-";

  private Members members() {
    return server.members();
  }

  ToolReply reply() throws InterruptedException {
    Optional<String> tooOften = server.deciding().looks().apply(call.caller().principal());
    if (tooOften.isPresent()) {
      return early(ToolReply.problem(Outcome.REFUSED, tooOften.get()));
    }
    try {
      Optional<Member> chosen = members().chosen(call.arguments());
      Ready.Work work = ready.work(call.arguments());
      List<Member> serving = members().serving(ready.tool());
      if (chosen.isPresent() && !serving.contains(chosen.get())) {
        return early(notThere(chosen.get()));
      }
      if (!members().several() || ready.tool().scope() == Scope.SERVER) {
        return on(members().all().getFirst(), work);
      }
      if (chosen.isPresent()) {
        return headed(chosen.get(), work, Optional.empty());
      }
      return switch (serving.size()) {
        case 0 -> early(notThere(members().all().getFirst()));
        case 1 -> headed(serving.getFirst(), work, Optional.empty());
        default ->
            switch (ready.tool().scope()) {
              case EACH -> onEach(work, serving);
              case ONE, NAMED, SERVER -> onOne(work, serving);
            };
      };
    } catch (ArgumentProblem problem) {
      return early(ToolReply.problem(Outcome.USAGE, problem.getMessage()));
    }
  }

  /** That the tool means nothing there, before anything is sent. */
  private ToolReply notThere(Member member) {
    String clusters =
        members().serving(ready.tool()).stream()
            .map(Member::name)
            .collect(Collectors.joining(" or "));
    return ToolReply.problem(
        Outcome.USAGE,
        "%s is a Proxmox Backup Server, where %s means nothing. %s%s"
            .formatted(
                member.name(),
                ready.tool().name(),
                ready.tool().insteadOnBackupServers(),
                clusters.isEmpty()
                    ? " No cluster of Proxmox VE is configured here."
                    : " Proxmox VE: cluster=" + clusters + "."));
  }

  private ToolReply onEach(Ready.Work work, List<Member> serving) throws InterruptedException {
    members().checkCursor(ready.arguments(), call.arguments(), serving);
    List<Optional<ToolReply>> replies =
        server
            .asked()
            .all(
                serving.stream()
                    .<Callable<ToolReply>>map(member -> () -> on(member, work))
                    .toList());
    List<EachReply> each = new ArrayList<>();
    for (int index = 0; index < replies.size(); index++) {
      ToolReply reply =
          replies
              .get(index)
              .orElseGet(() ->
                  ToolReply.problem(Outcome.UNAVAILABLE, EachReply.late(server.asked().budget())));
      each.add(new EachReply(serving.get(index).name(), reply));
    }
    return EachReply.together(each);
  }

  private ToolReply onOne(Ready.Work work, List<Member> serving) throws InterruptedException {
    boolean change = !ready.tool().tiers().isEmpty();
    Search search =
        new Search(
            serving.stream().map(one -> context(one, Observer.Work.NONE)).toList(),
            server.asked(),
            change);
    return switch (search.of(Named.in(ready.arguments(), call.arguments()))) {
      case Choice.One(String cluster, Optional<String> note) ->
          headed(members().named(cluster), work, note);
      case Choice.None(ToolReply reply) -> early(reply);
    };
  }

  private ToolReply headed(Member member, Ready.Work work, Optional<String> note)
      throws InterruptedException {
    return new EachReply(member.name(), on(member, work)).headed(note);
  }

  private CallContext context(Member member, Observer.Work work) {
    return new CallContext(ready.tool().name(), call, member, server, resumed, kept, work);
  }

  private Observer.What what(Member member) {
    return new Observer.What(
        Observer.Kind.TOOL, ready.tool().name(), Map.of("cluster", member.name()));
  }

  private ToolReply on(Member member, Ready.Work wanted) throws InterruptedException {
    Instant started = server.clock().instant();
    Observer.Work work =
        server
            .observer()
            .begun(what(member), call.trace().map(TraceContext::traceparent).orElse(""));
    CallContext context = context(member, work);
    String outcome = "DEFECT";
    String said = "it ended without an answer";
    try {
      ToolReply reply = answer(context, member, wanted);
      outcome = reply.outcome().name();
      said = reply.text();
      context.shows(TextClasses.ofError(said));
      return undoable(context, reply);
    } catch (InterruptedException stopped) {
      outcome = "INTERRUPTED";
      throw stopped;
    } finally {
      record(context, outcome, said);
      work.ended(
          context.asking() ? "asking" : outcome.toLowerCase(Locale.ROOT), outcome.equals("DONE"));
      // In the newer era a call is left while a person is asked, and runs again from its top.
      log(
          member.name(),
          context.asking() ? "ASKING" : outcome,
          Duration.between(started, server.clock().instant()));
    }
  }

  /** Says how a change that was done is taken back. */
  private static ToolReply undoable(CallContext context, ToolReply reply) {
    Optional<Plan> plan =
        context.granted().filter(done -> done.proposal().undo() instanceof Undo.By);
    if (plan.isEmpty() || reply.isError()) {
      return reply;
    }
    String id = plan.get().id().text();
    if (reply.json() instanceof ObjectNode json) {
      json.put("change", id);
      return new ToolReply(reply.outcome(), JsonText.write(json), json);
    }
    return reply.json() == null
        ? new ToolReply(
            reply.outcome(), reply.text() + "\nchange_undo change=" + id + " takes it back.", null)
        : reply;
  }

  /** The end of a change is durable before its client knows it; a look is not waited for. */
  private void record(CallContext context, String outcome, String said) {
    Optional<Plan> plan = context.granted();
    String word = outcome.toLowerCase(Locale.ROOT);
    if (plan.isPresent()) {
      Plan done = context.howLeft().map(plan.get()::leaving).orElse(plan.get());
      new ChangeRecord(server.guard().ledger(), call.requestId())
          .ended(done, context.unfinished(), word, said);
    } else if (!context.asking()) {
      recordUnchanged(context, outcome, said);
    }
  }

  /** A change that was refused is no look, and stands in the trail once. */
  private void recordUnchanged(CallContext context, String outcome, String said) {
    Guard guard = server.guard();
    String tool = ready.tool().name();
    if (!outcome.equals(Outcome.REFUSED.name()) || ready.tool().tiers().isEmpty()) {
      guard.looked(
          context.request(), context.clusterName(), tool, outcome.toLowerCase(Locale.ROOT));
    } else if (!context.refusalIsRecorded()) {
      new ChangeRecord(guard.ledger(), call.requestId())
          .refused(context.request(), context.clusterName(), tool, said);
    }
  }

  /** The reply to a call that came to no cluster, logged. */
  private ToolReply early(ToolReply reply) {
    log(
        members().several() ? NO_CLUSTER : members().all().getFirst().name(),
        reply.outcome().name(),
        Duration.ZERO);
    return reply;
  }

  private void log(String cluster, String outcome, Duration took) {
    LOG.log(
        Level.INFO,
        "Tool ended. requestId={0} principal={1} cluster={2} tool={3} outcome={4} durationMs={5}",
        call.requestId(),
        call.caller().principal(),
        cluster,
        ready.tool().name(),
        outcome,
        Long.toString(took.toMillis()));
  }

  private ToolReply answer(CallContext context, Member member, Ready.Work work)
      throws InterruptedException {
    try {
      return work.on(context);
    } catch (ArgumentProblem problem) {
      return ToolReply.problem(Outcome.USAGE, problem.getMessage());
    } catch (PlanShown plan) {
      return plan.reply();
    } catch (Denied denied) {
      return ToolReply.problem(Outcome.REFUSED, String.valueOf(denied.getMessage()));
    } catch (CannotRecord unusable) {
      return ToolReply.problem(Outcome.UNAVAILABLE, unusable.getMessage());
    } catch (Interrupted interrupted) {
      throw (InterruptedException)
          new InterruptedException(interrupted.getMessage()).initCause(interrupted);
    } catch (ProxmoxException failure) {
      return ToolReply.problem(outcome(member, failure), failure.getMessage());
    }
  }

  private static Outcome outcome(Member member, ProxmoxException failure) {
    return switch (failure) {
      case PermissionDenied _ -> {
        member.visibility().forget();
        yield Outcome.REFUSED;
      }
      case Unauthenticated _, Refused _ -> Outcome.REFUSED;
      case Unreachable _,
          NodeUnreachable _,
          CertificateRejected _,
          TimedOut _,
          UnexpectedReply _,
          Busy _,
          Interrupted _ ->
          Outcome.UNAVAILABLE;
      case InvalidParameter _ -> Outcome.USAGE;
      case SshFailed ssh ->
          ssh.reason() == SshFailed.Reason.NOT_CONFIGURED ? Outcome.REFUSED : Outcome.UNAVAILABLE;
      case NotFound _, Conflict _, TaskFailed _, ResultLost _ -> Outcome.FAILED;
    };
  }
}
