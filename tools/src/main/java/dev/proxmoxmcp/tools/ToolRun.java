package dev.proxmoxmcp.tools;

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
import dev.proxmoxmcp.mcp.api.ToolCall;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.several.Asked;
import dev.proxmoxmcp.tools.several.Choice;
import dev.proxmoxmcp.tools.several.EachReply;
import dev.proxmoxmcp.tools.several.Named;
import dev.proxmoxmcp.tools.several.Search;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * One call of a tool: on which of the clusters it is done, and how what goes wrong becomes an
 * answer.
 *
 * @param ready the tool
 * @param call what was sent, and by whom
 * @param members the configured clusters
 * @param guard what is allowed
 * @param served the names of all tools of this server
 * @param clock the time
 * @param asked how several clusters are asked at once
 */
record ToolRun(
    Ready<?> ready,
    ToolCall call,
    Members members,
    Guard guard,
    Set<String> served,
    InstantSource clock,
    Asked asked) {
  private static final Logger LOG = System.getLogger(Toolbox.class.getName());

  /** Stands in the log for a call that ended before it came to a cluster. */
  private static final String NO_CLUSTER = "-";

  ToolReply reply() throws InterruptedException {
    try {
      Optional<Member> chosen = members.chosen(call.arguments());
      Ready.Work work = ready.work(call.arguments());
      List<Member> serving = members.serving(ready.tool());
      if (chosen.isPresent() && !serving.contains(chosen.get())) {
        return early(notThere(chosen.get()));
      }
      if (!members.several()) {
        return on(members.all().getFirst(), work);
      }
      if (chosen.isPresent()) {
        return headed(chosen.get(), work, Optional.empty());
      }
      return switch (serving.size()) {
        case 0 -> early(notThere(members.all().getFirst()));
        case 1 -> headed(serving.getFirst(), work, Optional.empty());
        default ->
            switch (ready.tool().scope()) {
              case EACH -> onEach(work, serving);
              case ONE, NAMED -> onOne(work, serving);
            };
      };
    } catch (ArgumentProblem problem) {
      return early(ToolReply.problem(Outcome.USAGE, problem.getMessage()));
    }
  }

  /** That the tool means nothing there, before anything is sent. */
  private ToolReply notThere(Member member) {
    String clusters =
        members.serving(ready.tool()).stream()
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
    members.checkCursor(ready.arguments(), call.arguments(), serving);
    List<Optional<ToolReply>> replies =
        asked.all(
            serving.stream().<Callable<ToolReply>>map(member -> () -> on(member, work)).toList());
    List<EachReply> each = new ArrayList<>();
    for (int index = 0; index < replies.size(); index++) {
      ToolReply reply =
          replies
              .get(index)
              .orElseGet(
                  () -> ToolReply.problem(Outcome.UNAVAILABLE, EachReply.late(asked.budget())));
      each.add(new EachReply(serving.get(index).name(), reply));
    }
    return EachReply.together(each);
  }

  private ToolReply onOne(Ready.Work work, List<Member> serving) throws InterruptedException {
    boolean change = !ready.tool().tiers().isEmpty();
    Search search = new Search(serving.stream().map(this::context).toList(), asked, change);
    return switch (search.of(Named.in(ready.arguments(), call.arguments()))) {
      case Choice.One(String cluster, Optional<String> note) ->
          headed(members.named(cluster), work, note);
      case Choice.None(ToolReply reply) -> early(reply);
    };
  }

  private ToolReply headed(Member member, Ready.Work work, Optional<String> note)
      throws InterruptedException {
    return new EachReply(member.name(), on(member, work)).headed(note);
  }

  private CallContext context(Member member) {
    return new CallContext(ready.tool().name(), call, member, guard, served, clock);
  }

  private ToolReply on(Member member, Ready.Work work) throws InterruptedException {
    Instant started = clock.instant();
    CallContext context = context(member);
    String outcome = "DEFECT";
    try {
      ToolReply reply = answer(context, member, work);
      outcome = reply.outcome().name();
      return reply;
    } catch (InterruptedException stopped) {
      outcome = "INTERRUPTED";
      throw stopped;
    } finally {
      // In the newer era a call is left while a person is asked, and runs again from its top.
      log(
          member.name(),
          context.asking() ? "ASKING" : outcome,
          Duration.between(started, clock.instant()));
    }
  }

  /** The reply to a call that came to no cluster, logged. */
  private ToolReply early(ToolReply reply) {
    log(
        members.several() ? NO_CLUSTER : members.all().getFirst().name(),
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
    } catch (Denied denied) {
      return ToolReply.problem(Outcome.REFUSED, String.valueOf(denied.getMessage()));
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
