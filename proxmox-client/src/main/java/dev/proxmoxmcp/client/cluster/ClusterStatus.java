package dev.proxmoxmcp.client.cluster;

import dev.proxmoxmcp.client.NodeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as its nodes agree on it.
 *
 * @param name its own name; null for a node that is in no cluster
 * @param quorate whether enough nodes are there to change anything; true for a single node
 * @param members all nodes, in the order in which Proxmox lists them
 */
public record ClusterStatus(@Nullable String name, boolean quorate, List<Member> members) {
  /**
   * A node.
   *
   * @param address at which the others talk to it; null if not told
   * @param local whether it is the one that answered
   */
  public record Member(NodeName name, boolean online, @Nullable String address, boolean local) {}

  /** Copies the members. */
  public ClusterStatus {
    members = List.copyOf(members);
  }

  /** Whether this is a node that is in no cluster. */
  public boolean standalone() {
    return name == null;
  }

  /** How many nodes are there now. */
  public int nodesOnline() {
    return (int) members.stream().filter(Member::online).count();
  }
}
