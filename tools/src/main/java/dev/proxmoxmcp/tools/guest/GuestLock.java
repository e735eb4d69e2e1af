package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.TaskState;
import dev.proxmoxmcp.tools.task.TaskWords;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of a guest whose lock stands in the way. */
public final class GuestLock {
  private GuestLock() {}

  /**
   * What is known of a lock and what can be done about it, for who only looks.
   *
   * @param recent the guest's newest tasks, the newest first; null if they were not read
   */
  static String told(GuestRef guest, String lock, @Nullable List<TaskInfo> recent) {
    if (lock.equals("suspended")) {
      return "locked: \"suspended\", which is no fault: guest_power with action=start wakes it";
    }
    String locked = "locked: " + Foreign.name(lock) + "; ";
    if (recent == null) {
      return locked + "such a task is running or was interrupted; " + unlocked(guest);
    }
    return recent.stream()
        .filter(task -> task.state() instanceof TaskState.Running)
        .findFirst()
        .map(task -> locked + "its task " + TaskWords.type(task) + " runs, so wait for its end")
        .orElseGet(() ->
            locked
                + "none of its recent tasks runs, so one was probably interrupted; "
                + unlocked(guest));
  }

  private static String unlocked(GuestRef guest) {
    return "if task_list with node="
        + guest.node()
        + " and result=running shows none for it, a person can remove the lock there with `"
        + command(guest)
        + "`";
  }

  private static String command(GuestRef guest) {
    return (guest.kind() == GuestKind.LXC ? "pct" : "qm") + " unlock " + guest.vmid();
  }

  /** Why nothing can be done, and what can be done about it; goes on from "not done: ". */
  public static String explained(GuestRef guest, String lock) {
    return "it is locked ("
        + Foreign.name(lock)
        + "): such a task is running or was interrupted. Wait for it; if none runs, a person can"
        + " remove the lock on node "
        + guest.node()
        + " with `"
        + command(guest)
        + "`";
  }
}
