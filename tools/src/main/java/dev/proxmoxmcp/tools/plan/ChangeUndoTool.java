package dev.proxmoxmcp.tools.plan;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.guard.plan.Call;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.PlanId;
import dev.proxmoxmcp.guard.plan.Undo;
import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.Scope;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import dev.proxmoxmcp.tools.argument.Argument;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** {@code change_undo}: takes a change back, by a change that passes the same gate. */
public final class ChangeUndoTool implements ProxmoxTool<ChangeUndoTool.Args> {
  /**
   * What to take back.
   *
   * @param change its id
   * @param dryRun whether only the plan is shown
   */
  public record Args(
      @Argument(required = true) String change,
      @Argument(name = "dry_run", byDefault = "false") boolean dryRun) {}

  /** Stateless. */
  public ChangeUndoTool() {}

  @Override
  public String name() {
    return "change_undo";
  }

  @Override
  public String title() {
    return "Take a change back";
  }

  @Override
  public String description() {
    return "Takes back a change of the last 30 days whose answer named its id.";
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
    Optional<Plan> change =
        PlanId.parse(args.change())
            .flatMap(id -> context.guard().ledger().past(id))
            .filter(plan -> plan.principal().equals(context.request().principal()));
    if (change.isEmpty()) {
      return ToolReply.problem(
          Outcome.USAGE,
          "There is no such change of yours in the last 30 days that can be taken back. audit_list"
              + " shows what was done.");
    }
    return switch (change.get().proposal().undo()) {
      case Undo.Nothing() ->
          ToolReply.problem(Outcome.USAGE, "It only looked, so there is nothing to take back.");
      case Undo.None(String why) ->
          ToolReply.problem(Outcome.USAGE, "It cannot be taken back: " + why + ".");
      case Undo.By(String tool, String arguments, String _, String left) ->
          context.instead(
              new Call(
                  tool,
                  change.get().proposal().call().cluster(),
                  args.dryRun() ? shownOnly(arguments) : arguments,
                  left.isEmpty() ? Map.of() : Map.of(CallContext.LEFT, left),
                  false),
              Optional.empty());
    };
  }

  private static String shownOnly(String arguments) {
    ObjectNode all = (ObjectNode) JsonText.lenient().read(arguments);
    return JsonText.write(all.put("dry_run", true));
  }
}
