package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.Scope;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.plan.Undoing;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code api_write}: any call of the API that does more than look. */
public final class ApiWriteTool implements ProxmoxTool<ApiWriteTool.Args> {
  /**
   * What to send.
   *
   * @param endpoint method and path, with its ids or with placeholders that are among the
   *     parameters
   * @param parameters of the endpoint; null for none
   * @param dryRun whether it is only shown
   * @param waitSeconds how long to wait for a task, 0 to 50
   * @param format how much to say
   */
  public record Args(
      @Argument(value = "PUT /nodes/{node}/qemu/101/config: {node} is found", required = true)
          String endpoint,
      @Argument @Nullable ObjectNode parameters,
      @Argument(name = "dry_run", value = "only show what would be sent", byDefault = "false")
          boolean dryRun,
      @Argument(name = "wait", value = "seconds", byDefault = "20", min = 0, max = 50)
          int waitSeconds,
      @Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "api_write";
  }

  @Override
  public String title() {
    return "Change anything by the API";
  }

  @Override
  public String description() {
    return "POST, PUT, DELETE of any API path. Checks parameters and rights first, sends once,"
        + " waits for the task, answers with what changed.";
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
  public Set<Toolset> toolsets() {
    return Toolset.of(tiers());
  }

  @Override
  public List<Undoing> undoing() {
    return ApiUndo.KINDS;
  }

  @Override
  public boolean onBackupServers() {
    return true;
  }

  @Override
  public Scope scope() {
    return Scope.NAMED;
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) throws InterruptedException {
    return new WriteRun(args, context).reply();
  }
}
