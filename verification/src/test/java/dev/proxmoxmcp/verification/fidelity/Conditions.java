package dev.proxmoxmcp.verification.fidelity;

import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was done to the recorded installation from outside before some of the exchanges. */
final class Conditions {
  private static final String BOB = "/api2/json/access/users/bob@pve";

  private static final String EVE = "/api2/json/access/users/eve@nosuch";

  private final SimulatedCluster cluster;
  private final Sessions.Caller caller;
  private final Sessions sessions;
  private boolean bobDisabled;
  private World world = World.WELL;

  /** How the nodes were. */
  private enum World {
    WELL,
    OTHER_API_STOPPED,
    NO_QUORUM
  }

  Conditions(SimulatedCluster cluster, Sessions.Caller caller, Sessions sessions) {
    this.cluster = cluster;
    this.caller = caller;
    this.sessions = sessions;
  }

  /** Brings the cluster into the state that an exchange was recorded in. */
  void establish(Exchange exchange) throws IOException {
    boolean disabled =
        (exchange.as() + exchange.name()).contains("disabled user")
            || exchange.as().endsWith("disabled");
    if (disabled != bobDisabled) {
      bobDisabled = disabled;
      Map<String, String> headers = new LinkedHashMap<>(sessions.administrator(true));
      headers.put("Content-Type", "application/x-www-form-urlencoded");
      caller.call("PUT", BOB, headers, "enable=" + (disabled ? 0 : 1));
    }
    if (exchange.name().equals("list users")) {
      // The list that was recorded no longer shows the user of an unknown realm.
      caller.call("DELETE", EVE, sessions.administrator(true), "");
    }
    if (exchange.name().startsWith("backup of a VM fails inside")) {
      // The recorded build of QEMU could not back up VMs.
      cluster.guestFaults(101).failsItsNextTask("job errors");
    }
    World wanted = world(exchange.name());
    if (wanted != world) {
      world = wanted;
      cluster.regainsQuorum();
      cluster.node("pve2").comesBack();
      switch (wanted) {
        case WELL -> {}
        case OTHER_API_STOPPED -> cluster.node("pve2").stopsItsApi();
        case NO_QUORUM -> cluster.losesQuorum();
      }
    }
  }

  private static World world(String name) {
    if (name.startsWith("API of the other node stopped")) {
      return World.OTHER_API_STOPPED;
    }
    return name.startsWith("no quorum") ? World.NO_QUORUM : World.WELL;
  }
}
