package dev.proxmoxmcp.simulator.node;

import java.time.Instant;

/**
 * A node.
 *
 * @param number its id in the cluster, from 1; 0 on a standalone node
 * @param fingerprint of its certificate
 */
public record Node(
    String name,
    int number,
    String address,
    Capacity capacity,
    Instant bootedAt,
    String fingerprint) {

  /** What it has: CPUs, and bytes of memory and of its root file system. */
  public record Capacity(int cpus, long memory, long rootDisk) {}
}
