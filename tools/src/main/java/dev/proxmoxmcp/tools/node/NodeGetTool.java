package dev.proxmoxmcp.tools.node;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.client.node.NodeStatus;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.list.Known;
import dev.proxmoxmcp.tools.part.Gathering;
import dev.proxmoxmcp.tools.part.Part;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code node_get}: one node as it is now. */
public final class NodeGetTool implements ProxmoxTool<NodeGetTool.Args> {
  private static final Duration BUDGET = Duration.ofSeconds(8);

  /**
   * What to show.
   *
   * @param node its name
   * @param parts what beside its state
   * @param format how much to say
   */
  public record Args(
      @Argument(required = true) String node,
      @Argument(byDefault = "services,certificates,network") List<NodePart> parts,
      @Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "node_get";
  }

  @Override
  public String title() {
    return "Show a node";
  }

  @Override
  public String description() {
    return "Version, kernel, load, memory, disk of a node, read now; failed services, ends of"
        + " certificates, addresses, pending updates.";
  }

  @Override
  public ToolAnnotations effect() {
    return Effects.READ;
  }

  /** What is pending is told to whom may install it. */
  @Override
  public Map<String, Toolset> moreToolsets() {
    return Map.of("parts=updates", Toolset.NODES);
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
    BoundCluster cluster = context.cluster();
    Known.check(
        "node",
        args.node(),
        context.ofBackupServer()
            ? List.of(NodeName.BACKUP_SERVER.value()) // its list of nodes is for root alone
            : cluster.nodes().list().stream().map(node -> node.node().toString()).toList());
    NodeName node = new NodeName(args.node());
    NodeDetails details;
    try (Gathering gathering = Gathering.within(BUDGET, context)) {
      Gathering.Pending<NodeStatus> status = gathering.ask(() -> cluster.nodes().status(node));
      Map<NodePart, Gathering.Pending<NodePart.Found>> pending = new LinkedHashMap<>();
      args.parts()
          .forEach(part ->
              pending.put(
                  part, gathering.ask(() -> part.read(cluster.nodes(), node, context.now()))));
      Map<NodePart, Part<NodePart.Found>> parts = new LinkedHashMap<>();
      NodeStatus known = status.value();
      for (Map.Entry<NodePart, Gathering.Pending<NodePart.Found>> one : pending.entrySet()) {
        parts.put(one.getKey(), one.getValue().part());
      }
      details = new NodeDetails(known, parts);
    }
    return switch (args.format()) {
      case CONCISE -> ToolReply.done(details.text(false));
      case DETAILED -> ToolReply.done(details.text(true));
      case JSON -> ToolReply.json(details.json());
    };
  }
}
