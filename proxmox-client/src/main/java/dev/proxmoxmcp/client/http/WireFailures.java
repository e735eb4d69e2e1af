package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.Busy;
import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.CertificateRejected;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.TimedOut;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.UnexpectedReply;
import dev.proxmoxmcp.client.Unreachable;
import dev.proxmoxmcp.client.tls.CertificateRefusal;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** What it means when no (whole) answer came. The counterpart for answers is {@link Replies}. */
final class WireFailures {
  private final Attempt attempt;
  private final Timeouts timeouts;

  WireFailures(Attempt attempt, Timeouts timeouts) {
    this.attempt = attempt;
    this.timeouts = timeouts;
  }

  ProxmoxException translate(Throwable failure, AnswerCollector answer) {
    CertificateRefusal refusal = find(failure, CertificateRefusal.class);
    if (refusal != null) {
      return new CertificateRejected(attempt, refusal.certificate(), refusal.problem(), failure);
    }
    return switch (failure) {
      case UnknownHostException _, UnresolvedAddressException _ ->
          notConnected(Unreachable.Reason.UNKNOWN_HOST, failure);
      case NoRouteToHostException _ -> notConnected(Unreachable.Reason.NO_ROUTE, failure);
      case ConnectException _ -> notConnected(refusedOrNoRoute(failure), failure);
      case SocketTimeoutException _ -> notConnected(Unreachable.Reason.CONNECT_TIMEOUT, failure);
      case SSLHandshakeException _ -> notConnected(Unreachable.Reason.NO_TLS, failure);
      // Of the general type only this one is known to belong to the start of a conversation.
      case SSLException tls when String.valueOf(tls.getMessage()).contains("SSL message") ->
          notConnected(Unreachable.Reason.NO_TLS, failure);
      case RejectedExecutionException _ -> Busy.queueFull(attempt, failure);
      case TimeoutException _ ->
          TimedOut.noAnswer(attempt, timeouts.answer(), answer.delivery(), failure);
      case AnswerCollector.TooLong _ ->
          UnexpectedReply.tooLong(attempt, new ByteSize(AnswerCollector.MAX_BYTES), failure);
      default ->
          answer.answerBegun()
              ? UnexpectedReply.incomplete(attempt, failure)
              : Unreachable.broken(attempt, answer.delivery(), failure);
    };
  }

  private ProxmoxException notConnected(Unreachable.Reason reason, Throwable failure) {
    return Unreachable.notConnected(attempt, reason, timeouts.connect(), failure);
  }

  /** The JDK has one type for several refusals of the network, and only its text differs. */
  private static Unreachable.Reason refusedOrNoRoute(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    if (text.contains("unreachable") || text.contains("No route")) {
      return Unreachable.Reason.NO_ROUTE;
    }
    return text.contains("timed out")
        ? Unreachable.Reason.CONNECT_TIMEOUT
        : Unreachable.Reason.CONNECTION_REFUSED;
  }

  private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
    Throwable current = failure;
    while (current != null) {
      if (type.isInstance(current)) {
        return type.cast(current);
      }
      current = current.getCause();
    }
    return null;
  }
}
