package dev.proxmoxmcp.simulator.node;

import dev.proxmoxmcp.simulator.api.NodeNames;
import java.util.List;
import java.util.Optional;

/**
 * The nodes; the first one is the one that answers requests. Immutable.
 *
 * @param clusterName empty where there is just one node and no cluster
 */
public record Nodes(String clusterName, List<Node> all) implements NodeNames {
  public Nodes {
    all = List.copyOf(all);
  }

  /** The node that answers. */
  public Node local() {
    return all.getFirst();
  }

  /** The node of that name, or empty. */
  public Optional<Node> find(String name) {
    return all.stream().filter(node -> node.name().equals(name)).findFirst();
  }

  @Override
  public Optional<String> resolve(String name) {
    return name.equals("localhost") ? Optional.of(local().name()) : find(name).map(Node::name);
  }
}
