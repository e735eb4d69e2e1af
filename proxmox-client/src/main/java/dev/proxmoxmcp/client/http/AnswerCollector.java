package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.Delivery;
import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;

/**
 * Gathers one answer, up to a bound, and remembers how far the request had come. Jetty calls it
 * from one thread at a time.
 */
final class AnswerCollector implements Response.Listener {
  /**
   * More than twice what a list of 10,000 guests takes. An answer is held up to three times over
   * while it is read, for each connection.
   */
  static final int MAX_BYTES = 16 << 20;

  /** Of an answer as it comes, before the middle of long texts is left out of it. */
  private static final long MAX_COMING = 512L << 20;

  /** Of the status line and headers together; of what follows a chunked body once more. */
  static final int MAX_HEAD_BYTES = 32 << 10;

  /** What the JDK calls the session of a connection whose handshake has not ended. */
  private static final String NO_CIPHER = "SSL_NULL_WITH_NULL_NULL";

  private final CompletableFuture<Reply> reply = new CompletableFuture<>();
  private final LongTexts body = new LongTexts();
  private final Request request;
  private final CompletableFuture<Void> committed = new CompletableFuture<>();
  private final CompletableFuture<Void> begun = new CompletableFuture<>();
  private long coming;
  private volatile boolean requestBegun;
  private volatile boolean answerBegun;

  /**
   * @param fresh whether a connection may carry the request; asked before a byte leaves
   */
  AnswerCollector(Request request, Predicate<Connection> fresh) {
    this.request = request;
    request.onRequestBegin(begins -> {
      Connection connection = begins.getConnection();
      if (connection != null && !fresh.test(connection)) {
        var _ = begins.abort(new Stale());
        return;
      }
      requestBegun = true;
    });
    request.onRequestCommit(_ -> committed.complete(null));
  }

  /**
   * Waits until the request has left, which ends connecting and handshake.
   *
   * @throws ExecutionException with a {@link TimeoutException} if it takes longer than {@code
   *     limit}
   */
  void awaitCommit(Duration limit) throws InterruptedException, ExecutionException {
    await(committed, limit);
  }

  /**
   * Waits for the first byte of the answer.
   *
   * @throws ExecutionException with a {@link TimeoutException} if it takes longer than {@code
   *     limit}
   */
  void awaitBegin(Duration limit) throws InterruptedException, ExecutionException {
    await(begun, limit);
  }

  /** Whether the request itself failed is for {@link #get} to tell. */
  private void await(CompletableFuture<Void> phase, Duration limit)
      throws InterruptedException, ExecutionException {
    try {
      phase.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      var _ = request.abort(late);
      throw new ExecutionException(late);
    }
  }

  /**
   * Waits for the end of the answer.
   *
   * @throws ExecutionException if there will be none; its cause is a {@link TimeoutException} if
   *     nothing was heard within {@code limit}
   */
  Reply get(Duration limit) throws InterruptedException, ExecutionException {
    try {
      return reply.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      var _ = request.abort(late);
      throw new ExecutionException(late);
    }
  }

  /** How far the request has come, as far as can be told without its answer. */
  Delivery delivery() {
    return requestBegun && isEncrypted() ? Delivery.UNKNOWN : Delivery.NOT_SENT;
  }

  /** Whether the host took the connection and the handshake on it has not ended. */
  boolean stuckInHandshake() {
    return requestBegun && !isEncrypted();
  }

  /**
   * Whether the handshake of the request's connection has ended. A request begins before that, and
   * not a byte of it can leave until then.
   */
  private boolean isEncrypted() {
    Connection connection = request.getConnection();
    if (connection == null) {
      return true; // nothing is known of it: the worse is assumed
    }
    EndPoint.SslSessionData tls = connection.getSslSessionData();
    return tls == null || !NO_CIPHER.equals(tls.sslSession().getCipherSuite());
  }

  boolean answerBegun() {
    return answerBegun;
  }

  @Override
  public void onBegin(Response response) {
    answerBegun = true;
    begun.complete(null);
  }

  @Override
  public void onHeaders(Response response) {
    if (response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > MAX_COMING) {
      var _ = response.abort(new TooLong());
    }
  }

  @Override
  public void onContent(Response response, ByteBuffer content) {
    coming += content.remaining();
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    body.write(bytes);
    if (body.size() > MAX_BYTES || coming > MAX_COMING) {
      var _ = response.abort(new TooLong());
    }
  }

  @Override
  public void onComplete(Result result) {
    committed.complete(null);
    begun.complete(null);
    if (result.isFailed()) {
      reply.completeExceptionally(result.getFailure());
      return;
    }
    Response response = result.getResponse();
    String reason = response.getReason();
    String type = response.getHeaders().get(HttpHeader.CONTENT_TYPE);
    reply.complete(
        new Reply(
            response.getStatus(),
            reason == null ? "" : reason,
            type == null ? "" : type,
            new Content(body.bytes())));
  }

  /** The connection was idle for too long; nothing was sent over it. */
  static final class Stale extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    Stale() {
      super("the connection was idle for too long");
    }
  }

  /** The answer passed {@link #MAX_BYTES}. */
  static final class TooLong extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    TooLong() {
      super("the answer is longer than " + MAX_BYTES + " bytes");
    }
  }
}
