package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Gathers one answer, up to a bound, and remembers how far the request had come. Jetty calls it
 * from one thread at a time.
 */
final class AnswerCollector implements Response.Listener {
  /** Ten times what a list of 10,000 guests takes. */
  static final int MAX_BYTES = 64 << 20;

  private final CompletableFuture<Reply> reply = new CompletableFuture<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private volatile boolean requestBegun;
  private volatile boolean answerBegun;

  AnswerCollector(Request request) {
    request.onRequestBegin(_ -> requestBegun = true);
  }

  /** Waits for the end of the answer. */
  Reply get() throws InterruptedException, ExecutionException {
    return reply.get();
  }

  /** How far the request has come, as far as can be told without its answer. */
  Delivery delivery() {
    return requestBegun ? Delivery.UNKNOWN : Delivery.NOT_SENT;
  }

  boolean answerBegun() {
    return answerBegun;
  }

  @Override
  public void onBegin(Response response) {
    answerBegun = true;
  }

  @Override
  public void onHeaders(Response response) {
    if (response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > MAX_BYTES) {
      var _ = response.abort(new TooLong());
    }
  }

  @Override
  public void onContent(Response response, ByteBuffer content) {
    if (body.size() + content.remaining() > MAX_BYTES) {
      var _ = response.abort(new TooLong());
      return;
    }
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    body.writeBytes(bytes);
  }

  @Override
  public void onComplete(Result result) {
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
            body.toString(StandardCharsets.UTF_8)));
  }

  /** The answer passed {@link #MAX_BYTES}. */
  static final class TooLong extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    TooLong() {
      super("the answer is longer than " + MAX_BYTES + " bytes");
    }
  }
}
