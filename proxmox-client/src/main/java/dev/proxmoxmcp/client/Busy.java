package dev.proxmoxmcp.client;

import org.jspecify.annotations.Nullable;

/**
 * Too much at once: the host could not get a lock in time, or more requests wait here than may. The
 * same request may work in a moment.
 */
public final class Busy extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  private Busy(String message, Delivery delivery, @Nullable Throwable cause) {
    super(message, delivery, cause);
  }

  /** A host that could not get a lock in time. */
  public static Busy said(Attempt attempt, String said) {
    return new Busy(
        attempt.failure()
            + ". Proxmox said: "
            + quote(said)
            + ". Another task holds the lock: look at the running tasks, then try again.",
        Delivery.ANSWERED,
        null);
  }

  /**
   * A guest in which enough commands are waited for already.
   *
   * @param running how many
   */
  public static Busy commands(GuestRef guest, int running) {
    return new Busy(
        "Not run: "
            + running
            + " commands in "
            + guest
            + " are being waited for already, and no more are at once. Nothing was sent. Try again"
            + " when one of them has been answered.",
        Delivery.NOT_SENT,
        null);
  }

  /** A client that has too many requests waiting already. */
  public static Busy queueFull(Attempt attempt, Throwable cause) {
    return new Busy(
        attempt.failure()
            + ": too many requests to "
            + attempt.host()
            + " are waiting already. Try again when some of them are done.",
        Delivery.NOT_SENT,
        cause);
  }
}
