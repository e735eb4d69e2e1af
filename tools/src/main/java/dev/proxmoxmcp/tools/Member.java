package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Product;
import java.time.InstantSource;

/**
 * One of the configured clusters, and what is kept about it between calls.
 *
 * @param cluster how it is reached
 * @param visibility what its token may see
 */
record Member(Cluster cluster, Visibility visibility) {
  static Member of(Cluster cluster, InstantSource clock) {
    return new Member(cluster, new Visibility(cluster, clock));
  }

  /** Whether it is a cluster of Proxmox VE or a Backup Server. */
  Product product() {
    return cluster.product();
  }

  /** What people call it here. */
  String name() {
    return cluster.name();
  }
}
