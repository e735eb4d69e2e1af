package dev.proxmoxmcp.tools.plan;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.guard.plan.Call;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.PlanId;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.Scope;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import dev.proxmoxmcp.tools.argument.Argument;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** {@code plan_execute}: runs a plan that was made before, once. */
public final class PlanExecuteTool implements ProxmoxTool<PlanExecuteTool.Args> {
  /**
   * What to run.
   *
   * @param plan its id
   */
  public record Args(@Argument(required = true) String plan) {}

  /** Stateless. */
  public PlanExecuteTool() {}

  @Override
  public String name() {
    return "plan_execute";
  }

  @Override
  public String title() {
    return "Run a plan";
  }

  @Override
  public String description() {
    return "Runs a plan once, if all is as it was and it is allowed or a person approved it.";
  }

  @Override
  public ToolAnnotations effect() {
    return Effects.CAN_LOSE;
  }

  @Override
  public Set<Tier> tiers() {
    return EnumSet.complementOf(EnumSet.of(Tier.READ));
  }

  @Override
  public boolean onBackupServers() {
    return true;
  }

  @Override
  public Scope scope() {
    return Scope.SERVER;
  }

  @Override
  public Set<Toolset> toolsets() {
    return Set.of();
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) throws InterruptedException {
    Optional<Plan> plan =
        PlanId.parse(args.plan()).flatMap(id -> context.guard().plan(context.request(), id));
    if (plan.isEmpty()) {
      return ToolReply.problem(
          Outcome.USAGE,
          "There is no such plan that you can run: it takes the whole id; or the plan was run,"
              + " denied, or its 10 minutes are over. Nothing was sent. Make the call again for a"
              + " new one.");
    }
    Optional<Call> call = context.guard().ledger().call(plan.get());
    return call.isEmpty()
        ? ToolReply.problem(
            Outcome.USAGE,
            "The plan's parameters hold a secret, which is kept nowhere, and the process that made"
                + " it has ended. Nothing was sent. Make the call again.")
        : context.instead(call.get(), plan);
  }
}
