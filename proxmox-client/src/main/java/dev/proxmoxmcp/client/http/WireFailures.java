package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.Busy;
import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.CertificateRejected;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.TimedOut;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.UnexpectedReply;
import dev.proxmoxmcp.client.Unreachable;
import dev.proxmoxmcp.client.tls.CertificateRefusal;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/** What it means when no (whole) answer came. The counterpart for answers is {@link Replies}. */
final class WireFailures {
  private final Attempt attempt;
  private final Timeouts timeouts;
  private final Waits waits;

  WireFailures(Attempt attempt, Timeouts timeouts, Waits waits) {
    this.attempt = attempt;
    this.timeouts = timeouts;
    this.waits = waits;
  }

  /** Why nobody was met, where nothing but a handshake, or a question without a token, was sent. */
  static ProxmoxException unmet(Attempt attempt, Timeouts timeouts, IOException failure) {
    CertificateRefusal refusal = find(failure, CertificateRefusal.class);
    if (refusal != null) {
      return new CertificateRejected(attempt, refusal.certificate(), refusal.problem(), failure);
    }
    if (failure instanceof SocketTimeoutException late) {
      return TimedOut.noAnswer(attempt, timeouts.handshake(), Delivery.NOT_SENT, late);
    }
    return Unreachable.Reason.of(failure)
        .map(reason -> Unreachable.notConnected(attempt, reason, timeouts.connect(), failure))
        .orElseGet(() -> Unreachable.broken(attempt, Delivery.NOT_SENT, failure));
  }

  ProxmoxException translate(Throwable failure, AnswerCollector answer) {
    CertificateRefusal refusal = find(failure, CertificateRefusal.class);
    if (refusal != null) {
      return new CertificateRejected(attempt, refusal.certificate(), refusal.problem(), failure);
    }
    return Unreachable.Reason.of(failure)
        .<ProxmoxException>map(
            reason -> Unreachable.notConnected(attempt, reason, timeouts.connect(), failure))
        .orElseGet(() -> later(failure, answer));
  }

  private ProxmoxException later(Throwable failure, AnswerCollector answer) {
    return switch (failure) {
      case RejectedExecutionException _ -> Busy.queueFull(attempt, attempt.host().toString());
      case TimeoutException _ ->
          answer.stuckInHandshake()
              ? TimedOut.noHandshake(attempt, waits.commit(), failure)
              : TimedOut.noAnswer(attempt, waits.begin(), answer.delivery(), failure);
      case AnswerCollector.TooLong _ ->
          UnexpectedReply.tooLong(attempt, new ByteSize(AnswerCollector.MAX_BYTES), failure);
      case Throwable odd when isHeadTooLong(odd) ->
          UnexpectedReply.headTooLong(
              attempt, new ByteSize(AnswerCollector.MAX_HEAD_BYTES), failure);
      default ->
          answer.answerBegun()
              ? UnexpectedReply.incomplete(attempt, failure)
              : Unreachable.broken(attempt, answer.delivery(), failure);
    };
  }

  /** Jetty has no type of its own for this; its text is all there is. */
  private static boolean isHeadTooLong(Throwable failure) {
    HttpException bad = find(failure, HttpException.class);
    return bad != null && String.valueOf(bad.getReason()).contains("Header Bytes Too Large");
  }

  private static <T> @Nullable T find(Throwable failure, Class<T> type) {
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
