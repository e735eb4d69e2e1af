package dev.proxmoxmcp.tools.cluster;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.cluster.ClusterStatus;
import dev.proxmoxmcp.client.cluster.Resource;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.Scope;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.datastore.ServerOverview;
import dev.proxmoxmcp.tools.part.Gathering;
import dev.proxmoxmcp.tools.part.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code cluster_overview}: how the whole is, and what wants attention. */
public final class ClusterOverviewTool implements ProxmoxTool<ClusterOverviewTool.Args> {
  /** With the list of resources, which is there at once, an overview within 1.5 s. */
  private static final Duration BUDGET = Duration.ofMillis(1200);

  private static final List<Optional<String>> NOTHING = List.of(Optional.empty(), Optional.empty());

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
    return "Quorum, nodes, storages, guests in numbers, recent failures, what wants attention."
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
  public boolean onBackupServers() {
    return true;
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) throws InterruptedException {
    if (context.ofBackupServer()) {
      return ServerOverview.reply(context, args.format());
    }
    Overview overview = overview(context);
    return switch (args.format()) {
      case CONCISE -> ToolReply.done(new OverviewText(overview, false).text());
      case DETAILED -> ToolReply.done(new OverviewText(overview, true).text());
      case JSON -> ToolReply.json(OverviewJson.of(overview));
    };
  }

  /**
   * Nothing can be said without the list of resources; what else does not come within the budget is
   * named as missing. No storage is asked, so one that hangs is only shown as not available; each
   * node is asked once for all its VMs, since the list calls one running that stands still.
   */
  private static Overview overview(CallContext context) throws InterruptedException {
    BoundCluster cluster = context.recent();
    List<String> missing = new ArrayList<>();
    try (Gathering gathering = Gathering.within(BUDGET, context)) {
      Gathering.Pending<List<Resource>> resources =
          gathering.ask(() -> cluster.cluster().resources());
      Gathering.Pending<String> version =
          gathering.ask(() -> cluster.cluster().version().version());
      Gathering.Pending<ClusterStatus> status = gathering.ask(() -> cluster.cluster().status());
      Gathering.Pending<List<TaskInfo>> tasks = gathering.ask(() -> cluster.tasks().list());
      Gathering.Pending<List<Optional<String>>> hidden =
          gathering.ask(() ->
              List.of(context.visibility().hiddenGuests(), context.visibility().hiddenTasks()));
      Inventory inventory = Inventory.of(resources.value());
      VmStates vms = VmStates.read(gathering, cluster, inventory);
      Part<ClusterStatus> quorum = status.part();
      List<Optional<String>> notSeen =
          or(hidden.part(), "what the token may see", NOTHING, missing);
      String runs = or(version.part(), "the version", "of unknown version", missing);
      List<TaskInfo> recent = or(tasks.part(), "recent tasks", List.of(), missing);
      missing.addAll(vms.missing());
      return new Overview(
          runs,
          quorum instanceof Part.Got<ClusterStatus>(ClusterStatus known)
              ? Optional.of(known)
              : Optional.empty(),
          inventory.with(vms.halted().keySet()),
          vms,
          recent,
          new Overview.Limits(
              quorumUnknown(quorum), notSeen.getFirst(), notSeen.getLast(), missing),
          context.now());
    }
  }

  private static <T> T or(Part<T> part, String what, T otherwise, List<String> missing) {
    return switch (part) {
      case Part.Got<T>(T value) -> value;
      case Part.Missing<T>(String why, _) -> {
        missing.add("Missing here: " + what + ": " + why);
        yield otherwise;
      }
    };
  }

  /** Only who audits the whole may read the quorum; everybody else still gets the rest. */
  private static Optional<String> quorumUnknown(Part<ClusterStatus> status) {
    return switch (status) {
      case Part.Got<ClusterStatus> _ -> Optional.empty();
      case Part.Missing<ClusterStatus>(_, PermissionDenied _) ->
          Optional.of("Quorum is not visible: the token lacks Sys.Audit on /.");
      case Part.Missing<ClusterStatus>(String why, _) ->
          Optional.of("Quorum is not known: " + why + ".");
    };
  }
}
