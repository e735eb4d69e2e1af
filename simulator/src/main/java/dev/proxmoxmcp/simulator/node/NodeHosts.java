package dev.proxmoxmcp.simulator.node;

import dev.proxmoxmcp.simulator.guest.Hosts;
import java.util.List;

/** The nodes as the work on guests sees them. */
public record NodeHosts(Nodes nodes) implements Hosts {
  @Override
  public List<String> names() {
    return nodes.all().stream().map(Node::name).toList();
  }

  @Override
  public boolean has(String node) {
    return nodes.find(node).isPresent();
  }

  @Override
  public boolean reaches(String from, String to) {
    return nodes.health().online(from, to);
  }

  @Override
  public String address(String node) {
    return known(node).address();
  }

  @Override
  public int cpus(String node) {
    return known(node).capacity().cpus();
  }

  private Node known(String node) {
    return nodes
        .find(node)
        .orElseThrow(() -> new IllegalArgumentException("there is no node " + node));
  }
}
