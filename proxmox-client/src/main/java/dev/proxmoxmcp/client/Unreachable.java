package dev.proxmoxmcp.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** No conversation with the host came about, or it broke off before an answer began. */
public final class Unreachable extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** Its name means nothing to the resolver. */
    UNKNOWN_HOST,
    /** Nobody listens on that port. */
    CONNECTION_REFUSED,
    /** The network has no way there. */
    NO_ROUTE,
    /** No connection within the limit. */
    CONNECT_TIMEOUT,
    /** Connected, but what answers there does not speak TLS as we do. */
    NO_TLS,
    /** Connected, then broken off before an answer began. */
    BROKEN
  }

  private final Reason reason;

  private Unreachable(String message, Reason reason, Delivery delivery, @Nullable Throwable cause) {
    super(message, delivery, cause);
    this.reason = reason;
  }

  /** No connection could be made; nothing was sent. */
  public static Unreachable notConnected(
      Attempt attempt, Reason reason, Duration connectLimit, Throwable cause) {
    return new Unreachable(
        attempt.failure() + ": " + explain(attempt.host(), reason, connectLimit),
        reason,
        Delivery.NOT_SENT,
        cause);
  }

  /** The connection broke off before an answer began. */
  public static Unreachable broken(Attempt attempt, Delivery delivery, Throwable cause) {
    return new Unreachable(
        attempt.failure()
            + ": "
            + attempt.host()
            + " closed the connection without an answer."
            + (delivery == Delivery.NOT_SENT
                ? " The request was not sent."
                : " Whether the request was carried out is not known.")
            + " See whether pveproxy runs there and was not restarted.",
        Reason.BROKEN,
        delivery,
        cause);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  private static String explain(HostAddress host, Reason reason, Duration connectLimit) {
    return switch (reason) {
      case UNKNOWN_HOST ->
          "the host name '"
              + host.host()
              + "' is unknown. Check its spelling and the name service.";
      case CONNECTION_REFUSED ->
          host + " refused the connection. Is the port right (8006), and does pveproxy run there?";
      case NO_ROUTE -> "there is no way to " + host + ". Check network, VPN and firewall.";
      case CONNECT_TIMEOUT ->
          host
              + " did not take a connection within "
              + TimedOut.seconds(connectLimit)
              + ". Is the host up, and does a firewall drop port "
              + host.port()
              + "?";
      case NO_TLS ->
          "what answers at "
              + host
              + " does not speak TLS 1.2 or later. Is this the port of a Proxmox VE API (8006)?";
      case BROKEN -> host + " closed the connection.";
    };
  }
}
