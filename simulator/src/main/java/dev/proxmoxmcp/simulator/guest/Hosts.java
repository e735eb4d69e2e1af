package dev.proxmoxmcp.simulator.guest;

import java.util.List;

/** What the work on guests needs to know of the nodes. */
public interface Hosts {
  /** All nodes. */
  List<String> names();

  /** Whether there is such a node. */
  boolean has(String node);

  /** Whether one node can reach another. */
  boolean reaches(String from, String to);

  /** Its address in the cluster's network. */
  String address(String node);

  /** How many CPUs it has. */
  int cpus(String node);
}
