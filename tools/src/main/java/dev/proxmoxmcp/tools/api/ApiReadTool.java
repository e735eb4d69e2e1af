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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code api_read}: any GET of the API that only looks. */
public final class ApiReadTool implements ProxmoxTool<ApiReadTool.Args> {
  /**
   * What to read.
   *
   * @param path with its ids, or with placeholders that are among the parameters
   * @param parameters of the endpoint; null for none
   * @param fields the fields to show; empty for the most telling ones
   * @param filter conditions on the rows of a list, all of which must hold
   * @param limit how many rows at most
   * @param cursor how many rows to leave out first; null to begin
   * @param format how much to say
   */
  public record Args(
      @Argument(value = "/nodes/{node}/qemu/101/config: {node} is found", required = true)
          String path,
      @Argument @Nullable ObjectNode parameters,
      @Argument List<String> fields,
      @Argument(value = "key=value, !=, ~, <, >") List<String> filter,
      @Argument(byDefault = "50", min = 1, max = 1000) int limit,
      @Argument(min = 0) @Nullable Integer cursor,
      @Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "api_read";
  }

  @Override
  public String title() {
    return "Read anything of the API";
  }

  @Override
  public String description() {
    return "GET of any API path that only looks. For what no other tool shows.";
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
    return Toolset.of(EnumSet.of(Tier.READ));
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) {
    return new ReadRun(args, context).reply();
  }
}
