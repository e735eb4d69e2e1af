package dev.proxmoxmcp.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Too much at once: the host could not get a lock in time, or more requests wait here than may. The
 * same request may work in a moment.
 */
public final class Busy extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  private Busy(Fault fault, String message, Delivery delivery, @Nullable Throwable cause) {
    super(fault, message, delivery, cause);
  }

  /** A host that could not get a lock in time. */
  public static Busy said(Attempt attempt, String said) {
    return new Busy(
        Fault.LOCK_TAKEN,
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
   * @param waited how long for one of them to be answered
   */
  public static Busy commands(GuestRef guest, int running, Duration waited) {
    return new Busy(
        Fault.COMMANDS_BUSY,
        "Not run: "
            + running
            + " commands in "
            + guest
            + " are being waited for already, no more are at once, and none of them was answered"
            + " within "
            + TimedOut.seconds(waited)
            + ". Nothing was sent. Try again when one of them has been answered.",
        Delivery.NOT_SENT,
        null);
  }

  /**
   * A guest in which too many commands wait for their turn.
   *
   * @param waiting how many
   */
  public static Busy commandsWait(GuestRef guest, int waiting) {
    return new Busy(
        Fault.COMMANDS_BUSY,
        "Not run: "
            + waiting
            + " commands in "
            + guest
            + " wait for their turn already, and no more do. Nothing was sent. Try again when some"
            + " of them have been answered.",
        Delivery.NOT_SENT,
        null);
  }

  /**
   * A client that has too many requests waiting already.
   *
   * @param node whose turn they wait for: its name or address
   */
  public static Busy queueFull(Attempt attempt, String node) {
    return new Busy(
        Fault.QUEUE_FULL,
        attempt.failure()
            + ": too many requests to "
            + node
            + " are waiting already. Try again when some of them are done."
            + attempt.fate(Delivery.NOT_SENT),
        Delivery.NOT_SENT,
        null);
  }

  /**
   * A request whose turn did not come in time, because earlier ones take long.
   *
   * @param node whose turn it waited for: its name or address
   */
  public static Busy noTurn(Attempt attempt, String node, Duration waited) {
    return new Busy(
        Fault.NO_TURN,
        attempt.failure()
            + ": earlier requests to "
            + node
            + " took up all of "
            + TimedOut.seconds(waited)
            + ". Something there is slow (a storage that hangs does that): see what, then try"
            + " again."
            + attempt.fate(Delivery.NOT_SENT),
        Delivery.NOT_SENT,
        null);
  }
}
