package dev.proxmoxmcp.client;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** No conversation with the host came about, or it broke off before an answer began. */
public final class Unreachable extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** Its name means nothing to the resolver. */
    UNKNOWN_HOST(Fault.UNKNOWN_HOST),
    /** Nobody listens on that port. */
    CONNECTION_REFUSED(Fault.CONNECTION_REFUSED),
    /** The network has no way there. */
    NO_ROUTE(Fault.NO_ROUTE),
    /** No connection within the limit. */
    CONNECT_TIMEOUT(Fault.CONNECT_TIMEOUT),
    /** Connected, but what answers there does not speak TLS as we do. */
    NO_TLS(Fault.NO_TLS),
    /** Connected, then broken off before an answer began. */
    BROKEN(Fault.BROKEN),
    /** Connected, and did not go on in time. */
    SILENT(Fault.SILENT),
    /** This client was closed while it waited. */
    CLOSED_HERE(Fault.CLOSED_HERE);

    private final Fault fault;

    Reason(Fault fault) {
      this.fault = fault;
    }

    /**
     * Why {@code failure} kept a conversation from coming about.
     *
     * @return empty for a failure that can come later, too
     */
    public static Optional<Reason> of(Throwable failure) {
      return switch (failure) {
        case UnknownHostException _, UnresolvedAddressException _ -> Optional.of(UNKNOWN_HOST);
        case NoRouteToHostException _ -> Optional.of(NO_ROUTE);
        case ConnectException _ -> Optional.of(refusedOrNoRoute(failure));
        case SocketTimeoutException _ -> Optional.of(CONNECT_TIMEOUT);
        case SSLHandshakeException _ -> Optional.of(NO_TLS);
        // Of the general type only this one is known to belong to the start of a conversation.
        case SSLException tls when String.valueOf(tls.getMessage()).contains("SSL message") ->
            Optional.of(NO_TLS);
        default -> Optional.empty();
      };
    }

    /** The JDK has one type for several refusals of the network, and only its text differs. */
    private static Reason refusedOrNoRoute(Throwable failure) {
      String text = String.valueOf(failure.getMessage());
      if (text.contains("unreachable") || text.contains("No route")) {
        return NO_ROUTE;
      }
      return text.contains("timed out") ? CONNECT_TIMEOUT : CONNECTION_REFUSED;
    }

    /** In words, for people: what is the matter at {@code host}, and where to look. */
    public String explain(HostAddress host, Product product, Duration connectLimit) {
      return switch (this) {
        case UNKNOWN_HOST ->
            "the host name '"
                + host.host()
                + "' is unknown. Check its spelling and the name service.";
        case CONNECTION_REFUSED ->
            host
                + " refused the connection. Is the port right ("
                + product.port()
                + "), and does "
                + product.proxy()
                + " run there?";
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
                + " does not speak TLS 1.2 or later, or nothing of it that the settings accept. Is"
                + " this the port of a "
                + product.title()
                + " API ("
                + product.port()
                + ")?";
        case BROKEN -> host + " closed the connection.";
        case SILENT -> host + " did not answer in time.";
        case CLOSED_HERE -> "the connections to " + host + " were closed here.";
      };
    }
  }

  private final Reason reason;

  private Unreachable(
      Fault fault, String message, Reason reason, Delivery delivery, @Nullable Throwable cause) {
    super(fault, message, delivery, cause);
    this.reason = reason;
  }

  /** No connection could be made; nothing was sent. */
  public static Unreachable notConnected(
      Attempt attempt, Reason reason, Duration connectLimit, Throwable cause) {
    return new Unreachable(
        reason.fault,
        attempt.failure() + ": " + reason.explain(attempt.host(), attempt.product(), connectLimit),
        reason,
        Delivery.NOT_SENT,
        cause);
  }

  /** The connection broke off before an answer began. */
  public static Unreachable broken(Attempt attempt, Delivery delivery, Throwable cause) {
    return new Unreachable(
        Fault.BROKEN,
        attempt.failure()
            + ": "
            + attempt.host()
            + " closed the connection without an answer."
            + attempt.fate(delivery)
            + " See whether "
            + attempt.product().proxy()
            + " runs there and was not restarted.",
        Reason.BROKEN,
        delivery,
        cause);
  }

  /** This client was closed before an answer came: no fault of the host. */
  public static Unreachable closedHere(Attempt attempt, Delivery delivery, Throwable cause) {
    return new Unreachable(
        Fault.CLOSED_HERE,
        attempt.failure()
            + ": cluster "
            + attempt.cluster()
            + " was closed here before the answer came."
            + attempt.fate(delivery),
        Reason.CLOSED_HERE,
        delivery,
        cause);
  }

  /**
   * Not tried at all, because it failed several times in a row just now.
   *
   * @param before why, the last time
   * @param again until it is tried again
   */
  public static Unreachable restsNow(
      Attempt attempt, Reason before, Duration connectLimit, Duration again) {
    return new Unreachable(
        Fault.RESTS_NOW,
        attempt.failure()
            + ": not tried, because it failed several times just now: "
            + before.explain(attempt.host(), attempt.product(), connectLimit)
            + " The next try may be made in "
            + TimedOut.seconds(again)
            + "."
            + attempt.fate(Delivery.NOT_SENT),
        before,
        Delivery.NOT_SENT,
        null);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
