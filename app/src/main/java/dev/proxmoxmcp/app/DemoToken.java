package dev.proxmoxmcp.app;

import dev.proxmoxmcp.simulator.SimulatedBackupServer;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedToken;

/** With whose rights the demo works on what is simulated. */
public enum DemoToken {
  /** Reads everything, switches guests on and off, runs commands in them. */
  OPERATOR,

  /**
   * May do all that a token can, so that {@code --allow} alone decides: what was allowed by name
   * would otherwise fail for want of a privilege that nobody there can grant.
   */
  ADMINISTRATOR;

  SimulatedToken of(SimulatedCluster cluster) {
    return switch (this) {
      case OPERATOR -> cluster.operatorToken();
      case ADMINISTRATOR -> cluster.adminToken();
    };
  }

  SimulatedToken of(SimulatedBackupServer server) {
    return switch (this) {
      case OPERATOR -> server.operatorToken();
      case ADMINISTRATOR -> server.adminToken();
    };
  }
}
