package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.Scope;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import java.util.List;
import java.util.Set;

/** {@code api_describe}: what one endpoint takes, needs and answers. */
public final class ApiDescribeTool implements ProxmoxTool<ApiDescribeTool.Args> {
  /**
   * What to describe.
   *
   * @param endpoint method and path, with its ids or with placeholders
   * @param parameters names, or parts of names, of those to tell in full; empty for none
   */
  public record Args(
      @Argument(value = "POST /nodes/{node}/qemu", required = true) String endpoint,
      @Argument("to tell in full: names or parts of them") List<String> parameters) {}

  @Override
  public String name() {
    return "api_describe";
  }

  @Override
  public String title() {
    return "Describe an endpoint of the API";
  }

  @Override
  public String description() {
    return "What an endpoint takes, needs and answers at this host's version, with an example.";
  }

  @Override
  public ToolAnnotations effect() {
    return Effects.READ;
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
  public Set<Toolset> toolsets() {
    return Set.of();
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) {
    return new DescribeRun(args, context).reply();
  }
}
