package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.tools.text.Foreign;

/** What is said of a guest whose lock stands in the way. */
public final class GuestLock {
  private GuestLock() {}

  /** Why nothing can be done, and what can be done about it; goes on from "not done: ". */
  public static String explained(GuestRef guest, String lock) {
    return "it is locked ("
        + Foreign.name(lock)
        + "): such a task is running or was interrupted. Wait for it; if none runs, a person can"
        + " remove the lock on node "
        + guest.node()
        + " with `"
        + (guest.kind() == GuestKind.LXC ? "pct" : "qm")
        + " unlock "
        + guest.vmid()
        + "`";
  }
}
