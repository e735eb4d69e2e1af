package dev.proxmoxmcp.simulator.node;

import dev.proxmoxmcp.simulator.api.NodeNames;
import dev.proxmoxmcp.simulator.api.Passage;
import java.util.List;
import java.util.Optional;

/**
 * The nodes; the first one is the one that answers requests where not every node does. Immutable
 * but for their health.
 *
 * @param clusterName empty where there is just one node and no cluster
 */
public record Nodes(String clusterName, List<Node> all, Health health) implements NodeNames {
  public Nodes {
    all = List.copyOf(all);
  }

  /** These nodes, all of them well. */
  public Nodes(String clusterName, List<Node> all) {
    this(clusterName, all, new Health());
  }

  /** The first node. */
  public Node local() {
    return all.getFirst();
  }

  /** The node of that name, or empty. */
  public Optional<Node> find(String name) {
    return all.stream().filter(node -> node.name().equals(name)).findFirst();
  }

  /** Whether the node that is asked is in the majority; a node without a cluster always is. */
  public boolean quorate(String asked) {
    return health.quorate(asked, all);
  }

  @Override
  public Optional<String> resolve(String name, String asked) {
    return name.equals("localhost") ? Optional.of(asked) : find(name).map(Node::name);
  }

  @Override
  public Passage passage(String asked, String node) {
    return health.passage(asked, node);
  }
}
