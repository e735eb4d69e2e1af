package dev.proxmoxmcp.verification.fidelity;

import dev.proxmoxmcp.simulator.ManualClock;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was done to the recorded installation from outside before some of the exchanges. */
final class Conditions {
  private static final Duration POWER = Duration.ofSeconds(5);

  private final SimulatedCluster cluster;
  private final ManualClock clock;
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

  Conditions(
      SimulatedCluster cluster, ManualClock clock, Sessions.Caller caller, Sessions sessions) {
    this.cluster = cluster;
    this.clock = clock;
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
      change("/access/users/bob@pve", "enable=" + (disabled ? 0 : 1));
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
    beforehand(exchange.name());
  }

  /** What had been done since the exchange before, besides what the file tells. */
  private void beforehand(String name) throws IOException {
    switch (name) {
      case "list users" -> remove("/access/users/eve@nosuch");
      case "backup jobs" -> remove("/cluster/backup/badjob");
      case "JSON body with charset" -> remove("/pools/jsonpool");
      case "agent ping, agent silent" -> startSilent();
      case "cloud-init drive" -> power("qemu/900", "stop");
      case "stop container" -> power("lxc/910", "start");
      case "a task that is running: shutdown" -> {
        startSilent();
        cluster.guestFaults(900).neverEndsItsNextTask();
      }
      case "two tasks for one VM, the first: shutdown" ->
          cluster.guestFaults(900).neverEndsItsNextTask();
      case "backup of a VM fails inside (this build has no backup block job): job errors" ->
          cluster.guestFaults(101).failsItsNextTask("job errors");
      case "no quorum: read a VM" -> {
        // The drive had gone when there still was a quorum.
        cluster.regainsQuorum();
        change("/nodes/pve1/qemu/900/config", "delete=ide2");
        cluster.losesQuorum();
      }
      default -> {}
    }
  }

  private void remove(String path) throws IOException {
    caller.call("DELETE", "/api2/json" + path, sessions.administrator(true), "");
  }

  private void change(String path, String form) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>(sessions.administrator(true));
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    caller.call("PUT", "/api2/json" + path, headers, form);
  }

  private void startSilent() throws IOException {
    power("qemu/900", "start");
    cluster.guestFaults(900).silencesItsAgent();
  }

  private void power(String guest, String action) throws IOException {
    String path = "/api2/json/nodes/pve1/" + guest + "/status/" + action;
    caller.call("POST", path, sessions.administrator(true), "");
    clock.advance(POWER);
  }

  private static World world(String name) {
    if (name.startsWith("API of the other node stopped")) {
      return World.OTHER_API_STOPPED;
    }
    return name.startsWith("no quorum") ? World.NO_QUORUM : World.WELL;
  }
}
