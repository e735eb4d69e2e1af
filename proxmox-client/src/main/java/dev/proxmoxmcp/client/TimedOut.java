package dev.proxmoxmcp.client;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something did not happen within its limit. */
public final class TimedOut extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  private final boolean inHandshake;

  private TimedOut(Fault fault, String message, Delivery delivery, @Nullable Throwable cause) {
    this(fault, message, delivery, cause, false);
  }

  private TimedOut(
      Fault fault,
      String message,
      Delivery delivery,
      @Nullable Throwable cause,
      boolean inHandshake) {
    super(fault, message, delivery, cause);
    this.inHandshake = inHandshake;
  }

  /** Whether the host took a connection and went on no further. */
  public boolean inHandshake() {
    return inHandshake;
  }

  /** A host that took the connection and did not answer. */
  public static TimedOut noAnswer(
      Attempt attempt, Duration limit, Delivery delivery, Throwable cause) {
    return new TimedOut(
        Fault.NO_ANSWER,
        attempt.failure()
            + ": no answer from "
            + attempt.host()
            + " within "
            + seconds(limit)
            + ". See whether "
            + attempt.product().proxy()
            + " runs there and is not overloaded (`systemctl status "
            + attempt.product().proxy()
            + "`)."
            + attempt.fate(delivery),
        delivery,
        cause);
  }

  /** A host that took the connection and did not go on with its encryption; nothing was sent. */
  public static TimedOut noHandshake(Attempt attempt, Duration limit, Throwable cause) {
    return new TimedOut(
        Fault.NO_HANDSHAKE,
        attempt.failure()
            + ": connected to "
            + attempt.host()
            + ", but no TLS answer came within "
            + seconds(limit)
            + ". Is this the port of a "
            + attempt.product().title()
            + " API ("
            + attempt.product().port()
            + "), and does "
            + attempt.product().proxy()
            + " still react there (`systemctl status "
            + attempt.product().proxy()
            + "`)?"
            + attempt.fate(Delivery.NOT_SENT),
        Delivery.NOT_SENT,
        cause,
        true);
  }

  /** A task that still runs when its limit has passed; it goes on. */
  public static TimedOut taskStillRuns(String upid, Duration limit) {
    return new TimedOut(
        Fault.TASK_RUNS,
        "Task " + upid + " still runs after " + seconds(limit) + "; it goes on. Look again later.",
        Delivery.ANSWERED,
        null);
  }

  /** A command in a guest that should have been short; it goes on. */
  public static TimedOut commandStillRuns(String purpose, Duration limit) {
    return new TimedOut(
        Fault.COMMAND_RUNS,
        "Could not " + purpose + " within " + seconds(limit) + ". What was started may go on.",
        Delivery.UNKNOWN,
        null);
  }

  static String seconds(Duration limit) {
    return String.format(Locale.ROOT, "%.1f s", limit.toMillis() / 1000.0).replace(".0 s", " s");
  }
}
