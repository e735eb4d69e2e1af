package dev.proxmoxmcp.simulator;

/** What kind of cluster is simulated. */
public enum Scenario {
  /** Three nodes as people have them at home; see {@link SimulatedCluster#homelab}. */
  HOMELAB(3, 24),

  /** The guests of the homelab on one node that belongs to no cluster. */
  STANDALONE(1, 24);

  private final int nodes;
  private final int guests;

  Scenario(int nodes, int guests) {
    this.nodes = nodes;
    this.guests = guests;
  }

  /** How many nodes it has. */
  public int nodes() {
    return nodes;
  }

  /** How many guests it has unless asked for another number. */
  public int usualGuests() {
    return guests;
  }
}
