package dev.proxmoxmcp.tools.metric;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.ResourceType;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.client.metric.Sample;
import dev.proxmoxmcp.client.metric.Timeframe;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.guest.GuestNames;
import dev.proxmoxmcp.tools.list.Known;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code metrics_query}: how a guest, a node or a storage was used over time. */
public final class MetricsQueryTool implements ProxmoxTool<MetricsQueryTool.Args> {
  private static final List<Metric> OF_GUESTS =
      List.of(
          Metric.CPU,
          Metric.MEMORY,
          Metric.NETIN,
          Metric.NETOUT,
          Metric.DISKREAD,
          Metric.DISKWRITE);
  private static final List<Metric> OF_NODES =
      List.of(Metric.CPU, Metric.IOWAIT, Metric.LOAD, Metric.MEMORY, Metric.NETIN, Metric.NETOUT);
  private static final List<Metric> OF_STORAGES = List.of(Metric.DISK);

  /**
   * What to show: a guest, a node, or a storage (as one node sees it).
   *
   * @param guest vmid or name; null for none
   * @param node alone, or beside a storage; null for none
   * @param storage null for none
   * @param timeframe how far back
   * @param metrics which; empty for the usual ones
   * @param points how many parts of the time are shown
   * @param format how much to say
   */
  public record Args(
      @Argument @Nullable String guest,
      @Argument @Nullable String node,
      @Argument @Nullable String storage,
      @Argument(byDefault = "hour") Timeframe timeframe,
      @Argument List<Metric> metrics,
      @Argument(byDefault = "12", min = 0, max = 200) int points,
      @Argument(byDefault = "concise") Format format) {}

  /** What was asked for, and what was measured of it. */
  private record Measured(
      String title, @Nullable String note, List<Metric> usual, List<Sample> samples) {}

  @Override
  public String name() {
    return "metrics_query";
  }

  @Override
  public String title() {
    return "How was it used?";
  }

  @Override
  public String description() {
    return "Past load of one guest, node or storage: min, mean, max, last and a short series.";
  }

  @Override
  public ToolAnnotations effect() {
    return Effects.READ;
  }

  @Override
  public String insteadOnBackupServers() {
    return "How full its datastores were is told by api_read path=/admin/datastore/{store}/rrd.";
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) {
    Measured measured = measured(args, context);
    List<Metric> metrics = args.metrics().isEmpty() ? measured.usual() : args.metrics();
    List<Sample> samples = measured.samples();
    int points = Math.min(args.points(), samples.size());
    History history =
        new History(
            measured.title(),
            note(measured, metrics),
            samples,
            metrics.stream().map(metric -> Curve.of(metric, samples, points)).toList());
    return switch (args.format()) {
      case CONCISE, DETAILED -> ToolReply.done(history.text());
      case JSON -> ToolReply.json(history.json());
    };
  }

  /** Metrics of another kind of object were never recorded, which is no gap. */
  private static @Nullable String note(Measured measured, List<Metric> asked) {
    if (measured.usual().containsAll(asked)) {
      return measured.note();
    }
    String usual =
        "Its metrics are "
            + measured.usual().stream().map(Metric::label).collect(Collectors.joining(", "))
            + ".";
    return measured.note() == null ? usual : measured.note() + " " + usual;
  }

  private static Measured measured(Args args, CallContext context) {
    if (args.guest() != null && args.storage() == null && args.node() == null) {
      return guest(args.guest(), args.timeframe(), context);
    }
    if (args.guest() == null && args.storage() != null) {
      return storage(args.storage(), args.node(), args.timeframe(), context.cluster());
    }
    if (args.guest() == null && args.node() != null) {
      return node(args.node(), args.timeframe(), context.cluster());
    }
    throw new ArgumentProblem(
        "Name one of guest, node, storage; node may stand beside storage, to say as which node"
            + " sees it.");
  }

  private static Measured guest(String wanted, Timeframe timeframe, CallContext context) {
    GuestResource guest = GuestNames.of(context).find(wanted);
    String name = guest.name() == null ? "" : " " + Foreign.name(guest.name());
    String note =
        switch (guest.state()) {
          case RUNNING, PAUSED -> null;
          case STOPPED -> "It does not run now; while a guest does not run, nothing is recorded.";
          case UNKNOWN -> "Whether it runs is not known: its node is not online.";
        };
    return new Measured(
        "%s %s%s on %s"
            .formatted(guest.ref().kind().label(), guest.ref().vmid(), name, guest.node()),
        note,
        OF_GUESTS,
        context.cluster().metrics().guest(guest.ref(), timeframe));
  }

  private static Measured node(String wanted, Timeframe timeframe, BoundCluster cluster) {
    Known.check(
        "node",
        wanted,
        cluster.nodes().list().stream().map(node -> node.node().toString()).toList());
    return new Measured(
        "Node " + wanted, null, OF_NODES, cluster.metrics().node(new NodeName(wanted), timeframe));
  }

  private static Measured storage(
      String wanted, @Nullable String node, Timeframe timeframe, BoundCluster cluster) {
    List<StorageResource> all =
        cluster.cluster().resources(ResourceType.STORAGE).stream()
            .filter(StorageResource.class::isInstance)
            .map(StorageResource.class::cast)
            .toList();
    Known.check("storage", wanted, all.stream().map(one -> one.storage().toString()).toList());
    List<StorageResource> named =
        all.stream().filter(one -> one.storage().toString().equals(wanted)).toList();
    Known.check("node", node, named.stream().map(one -> one.node().toString()).toList());
    StorageResource chosen =
        named.stream()
            .filter(one -> node == null || node.equals(one.node().toString()))
            .min((a, b) -> Boolean.compare(b.available(), a.available()))
            .orElseThrow();
    String others =
        node == null && !chosen.shared() && named.size() > 1
            ? "Every node has its own storage of that name; node= chooses."
            : null;
    return new Measured(
        "Storage %s on %s".formatted(chosen.storage(), chosen.node()),
        others,
        OF_STORAGES,
        cluster.metrics().storage(chosen.node(), chosen.storage(), timeframe));
  }
}
