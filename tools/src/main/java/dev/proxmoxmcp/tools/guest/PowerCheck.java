package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.client.guest.GuestStatus;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.tools.text.Foreign;

/** Whether an action makes sense for a guest as it is now, before anything is sent. */
sealed interface PowerCheck {
  /** Send it. */
  record Go() implements PowerCheck {}

  /** The guest already is as the action would make it. */
  record AlreadyThere() implements PowerCheck {}

  /**
   * Proxmox would refuse it, or the task would fail.
   *
   * @param why a sentence that goes on from "not done: ", with the next step
   */
  record Pointless(String why) implements PowerCheck {}

  /**
   * The guest could not be looked at.
   *
   * @param message what went wrong, whole sentences
   */
  record Unreadable(String message) implements PowerCheck {}

  /** Looks at {@code guest} as it is now. */
  static PowerCheck of(PowerAction action, GuestStatus guest) {
    if (guest.template()) {
      return new Pointless("it is a template, which never runs; clone it and start the clone");
    }
    if (!action.fits(guest.ref().kind())) {
      return new Pointless("containers know no " + action.pathText() + "; use reboot");
    }
    String lock = guest.marks().lock();
    if (lock != null && opens(action, lock)) {
      return new Go();
    }
    if (lock != null) {
      return new Pointless(
          "it is locked ("
              + Foreign.name(lock)
              + "): such a task is running or was interrupted. Wait for it; if none runs, a person"
              + " can remove the lock on node "
              + guest.ref().node()
              + " with `"
              + (guest.ref().kind().pathText().equals("lxc") ? "pct" : "qm")
              + " unlock "
              + guest.ref().vmid()
              + "`");
    }
    return byState(action, guest.state());
  }

  /** A VM that was suspended to disk carries that as a lock, and a start wakes it. */
  private static boolean opens(PowerAction action, String lock) {
    return lock.equals("suspended")
        && (action == PowerAction.START || action == PowerAction.RESUME);
  }

  private static PowerCheck byState(PowerAction action, RunState state) {
    return switch (action) {
      case START ->
          switch (state) {
            case RUNNING -> new AlreadyThere();
            case PAUSED -> new Pointless("it is paused; use resume");
            case STOPPED, UNKNOWN -> new Go();
          };
      case SHUTDOWN, STOP -> state == RunState.STOPPED ? new AlreadyThere() : new Go();
      case REBOOT, RESET ->
          state == RunState.STOPPED ? new Pointless("it is stopped; use start") : new Go();
      case SUSPEND ->
          switch (state) {
            case STOPPED -> new Pointless("it is stopped, so there is nothing to suspend");
            case PAUSED -> new AlreadyThere();
            case RUNNING, UNKNOWN -> new Go();
          };
      case RESUME ->
          switch (state) {
            case RUNNING -> new AlreadyThere();
            case STOPPED -> new Pointless("it is stopped; use start");
            case PAUSED, UNKNOWN -> new Go();
          };
    };
  }
}
