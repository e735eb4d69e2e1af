package dev.proxmoxmcp.tools.node;

import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.NodeResource;
import dev.proxmoxmcp.client.cluster.NodeState;
import dev.proxmoxmcp.client.cluster.Resource;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.Scope;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.list.Listing;
import dev.proxmoxmcp.tools.list.Rows;
import dev.proxmoxmcp.tools.text.Amounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** {@code node_list}: all nodes, from one request. */
public final class NodeListTool implements ProxmoxTool<NodeListTool.Args> {
  /**
   * What to show.
   *
   * @param format how much to say
   */
  public record Args(@Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "node_list";
  }

  @Override
  public String title() {
    return "List nodes";
  }

  @Override
  public String description() {
    return "Nodes with state, load, memory, root disk, uptime, guests.";
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
  public String insteadOnBackupServers() {
    return "It is one host: node_get node=localhost shows it.";
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) {
    List<NodeResource> nodes = new ArrayList<>();
    List<GuestResource> guests = new ArrayList<>();
    for (Resource resource : context.cluster().cluster().resources()) {
      switch (resource) {
        case NodeResource node -> nodes.add(node);
        case GuestResource guest -> guests.add(guest);
        case StorageResource _ -> {}
      }
    }
    nodes.sort(Comparator.comparing(node -> node.node().toString()));
    List<String> notes = new ArrayList<>();
    offline(nodes, notes);
    if (nodes.stream().anyMatch(node -> node.state() == NodeState.ONLINE && hidden(node))) {
      notes.add("Figures of nodes are not visible: the token lacks Sys.Audit on /nodes.");
    }
    context.visibility().hiddenGuests().ifPresent(notes::add);
    return new Listing<>(
            "nodes",
            NodeRow.ALL,
            Amounts.count(nodes.size(), "node"),
            notes,
            Rows.all(NodeRow.of(nodes, guests)))
        .as(args.format());
  }

  private static boolean hidden(NodeResource node) {
    return node.load().memory() == null;
  }

  private static void offline(List<NodeResource> nodes, List<String> notes) {
    String names =
        nodes.stream()
            .filter(node -> node.state() != NodeState.ONLINE)
            .map(node -> node.node().toString())
            .collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      notes.add("Not online: " + names + ". Figures of guests there are not known.");
    }
  }
}
