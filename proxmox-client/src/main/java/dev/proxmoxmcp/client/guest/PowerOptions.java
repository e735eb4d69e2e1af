package dev.proxmoxmcp.client.guest;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.GuestKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a power action is done.
 *
 * @param timeout how long the task gives the guest, whole seconds; null for Proxmox's own: 60 s for
 *     a shutdown, or what a VM's {@code startup} option says as {@code down}
 * @param forceStop whether a shutdown ends in a stop when the guest does not react in time: what is
 *     in memory is then lost, so such a shutdown has the tier of a stop
 */
public record PowerOptions(@Nullable Duration timeout, boolean forceStop) {
  /**
   * @throws IllegalArgumentException if the timeout is not 1 s to 1 day
   */
  public PowerOptions {
    if (timeout != null && (timeout.toSeconds() < 1 || timeout.toSeconds() > 86_400)) {
      throw new IllegalArgumentException("a power timeout is 1 s to 1 day, was " + timeout);
    }
  }

  /** As Proxmox does it by itself. */
  public static PowerOptions standard() {
    return new PowerOptions(null, false);
  }

  /** What {@code action} with these options can do. */
  public Tier tier(PowerAction action) {
    return forceStop ? Tier.DESTROY : action.tier();
  }

  /**
   * Refuses what Proxmox would refuse, before anything is sent.
   *
   * @throws IllegalArgumentException naming what does not fit
   */
  void check(GuestKind kind, PowerAction action) {
    if (!action.fits(kind)) {
      throw new IllegalArgumentException(
          "a container cannot be reset; stop it and start it again, or reboot it");
    }
    if (forceStop && action != PowerAction.SHUTDOWN) {
      throw new IllegalArgumentException(
          "forceStop belongs to shutdown, not to " + action.pathText());
    }
    if (timeout != null && !takesTimeout(kind, action)) {
      throw new IllegalArgumentException(
          action.pathText() + " of a " + kind.label() + " takes no timeout");
    }
  }

  private static boolean takesTimeout(GuestKind kind, PowerAction action) {
    return switch (action) {
      case SHUTDOWN, REBOOT -> true;
      case START, STOP -> kind == GuestKind.QEMU;
      case SUSPEND, RESUME, RESET -> false;
    };
  }
}
