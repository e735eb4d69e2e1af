package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.scenario.Enterprise;

/** What kind of cluster is simulated. */
public enum Scenario {
  /** Three nodes as people have them at home; see {@link SimulatedCluster#homelab}. */
  HOMELAB(3, 24),

  /** The guests of the homelab on one node that belongs to no cluster. */
  STANDALONE(1, 24),

  /**
   * 32 nodes in four racks, 10,000 guests in 50 pools, 200 storages: as large as clusters get, and
   * well.
   */
  ENTERPRISE(Enterprise.NODES, 10_000),

  /**
   * The homelab on a bad morning: a node is off, the NAS hangs and has halted a guest, the backup
   * server is full, so that the backups of the night failed and one guest is still locked, and a
   * container dies and starts again and again.
   */
  INCIDENT(3, 24),

  /**
   * As little as a cluster can have, of a size that is fixed: three VMs, a container, one storage.
   * {@code root@pam} logs in with the password {@code root-password-1}; of the tokens there are the
   * administrator's and the auditor's.
   */
  TWO_NODES(2, 4);

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
