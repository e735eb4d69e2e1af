package dev.proxmoxmcp.tools.cluster;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.cluster.ClusterStatus;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.Scope;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import java.util.Optional;

/** {@code cluster_overview}: how the whole is, and what wants attention. */
public final class ClusterOverviewTool implements ProxmoxTool<ClusterOverviewTool.Args> {
  /**
   * What to show.
   *
   * @param format how much to say
   */
  public record Args(@Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "cluster_overview";
  }

  @Override
  public String title() {
    return "How is the cluster?";
  }

  @Override
  public String description() {
    return "Quorum, nodes, storages, guests in numbers, recent failures, and what wants attention."
        + " Start here; detailed adds recent tasks.";
  }

  @Override
  public ToolAnnotations effect() {
    return Effects.READ;
  }

  @Override
  public Scope scope() {
    return Scope.EACH;
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) {
    BoundCluster cluster = context.cluster();
    Overview overview =
        new Overview(
            cluster.cluster().version().version(),
            status(cluster),
            Inventory.of(cluster.cluster().resources()),
            cluster.tasks().list(),
            new Overview.Limits(
                context.visibility().hiddenGuests(), context.visibility().hiddenTasks()),
            context.now());
    return switch (args.format()) {
      case CONCISE -> ToolReply.done(new OverviewText(overview, false).text());
      case DETAILED -> ToolReply.done(new OverviewText(overview, true).text());
      case JSON -> ToolReply.json(OverviewJson.of(overview));
    };
  }

  /** Only who audits the whole may read the quorum; everybody else still gets the rest. */
  private static Optional<ClusterStatus> status(BoundCluster cluster) {
    try {
      return Optional.of(cluster.cluster().status());
    } catch (PermissionDenied _) {
      return Optional.empty();
    }
  }
}
