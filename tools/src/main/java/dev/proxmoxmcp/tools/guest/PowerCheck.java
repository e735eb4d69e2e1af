package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.client.guest.GuestStatus;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.tools.change.Check;

/** Whether an action makes sense for a guest as it is now, before anything is sent. */
final class PowerCheck {
  private PowerCheck() {}

  /** Looks at {@code guest} as it is now. */
  static Check of(PowerAction action, GuestStatus guest) {
    if (guest.template()) {
      return new Check.Pointless(
          "it is a template, which never runs; clone it and start the clone");
    }
    if (!action.fits(guest.ref().kind())) {
      return new Check.Pointless("containers know no " + action.pathText() + "; use reboot");
    }
    String lock = guest.marks().lock();
    if (lock != null && opens(action, lock)) {
      return new Check.Go();
    }
    if (lock != null) {
      return new Check.Pointless(GuestLock.explained(guest.ref(), lock));
    }
    return byState(action, guest.state());
  }

  /** A VM that was suspended to disk carries that as a lock, and a start wakes it. */
  private static boolean opens(PowerAction action, String lock) {
    return lock.equals("suspended")
        && (action == PowerAction.START || action == PowerAction.RESUME);
  }

  private static Check byState(PowerAction action, RunState state) {
    return switch (action) {
      case START ->
          switch (state) {
            case RUNNING -> new Check.AlreadyThere();
            case PAUSED -> new Check.Pointless("it is paused; use resume");
            case STOPPED, UNKNOWN -> new Check.Go();
          };
      case SHUTDOWN, STOP -> state == RunState.STOPPED ? new Check.AlreadyThere() : new Check.Go();
      case REBOOT, RESET ->
          state == RunState.STOPPED
              ? new Check.Pointless("it is stopped; use start")
              : new Check.Go();
      case SUSPEND ->
          switch (state) {
            case STOPPED -> new Check.Pointless("it is stopped, so there is nothing to suspend");
            case PAUSED -> new Check.AlreadyThere();
            case RUNNING, UNKNOWN -> new Check.Go();
          };
      case RESUME ->
          switch (state) {
            case RUNNING -> new Check.AlreadyThere();
            case STOPPED -> new Check.Pointless("it is stopped; use start");
            case PAUSED, UNKNOWN -> new Check.Go();
          };
    };
  }
}
