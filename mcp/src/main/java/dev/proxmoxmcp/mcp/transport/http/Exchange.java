package dev.proxmoxmcp.mcp.transport.http;

import dev.proxmoxmcp.mcp.api.Caller;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its response, in blocking calls. Each method that writes throws if the
 * client is gone. Confined to the request's thread, and from when that hands it over, to the thread
 * that it is handed over to: one of the two answers it.
 */
final class Exchange {
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final byte[] EVENT = ascii("event: message\ndata: ");
  private static final byte[] EVENT_END = ascii("\n\n");
  private static final byte[] HEARTBEAT = ascii(":\n\n");

  private final Request request;
  private final Response response;
  private final Callback end;
  private final AtomicReference<@Nullable Thread> answers = new AtomicReference<>();
  private @Nullable Caller caller;
  private BooleanSupplier stillAdmitted = () -> true;
  private Runnable beforeEnd = () -> {};

  /** A way to answer. */
  @FunctionalInterface
  interface Step {
    /** Answers, unless that was left to another thread. */
    void run() throws Refusal, IOException, InterruptedException;
  }

  /**
   * @param end told once when all is sent, or that it could not be
   */
  Exchange(Request request, Response response, Callback end) {
    this.request = request;
    this.response = response;
    this.end = end;
  }

  /** Answers by that step, and ends, unless the step left both to another thread. */
  // The border to the server: a defect of any kind has to end the request too.
  void answer(Step step) {
    try {
      try {
        step.run();
      } catch (Refusal refusal) {
        refuse(refusal);
      }
      if (answersHere()) {
        beforeEnd.run();
        end.succeeded();
      }
    } catch (Throwable broken) {
      if (answersHere()) {
        beforeEnd.run();
        end.failed(broken);
      }
    }
  }

  /**
   * Has a thread of its own answer by that step and end this, unless it was decided before who
   * does. Does not wait.
   */
  void handOver(Step step) {
    if (answers.get() == null) {
      Thread other = Thread.ofVirtual().name("mcp-stream").unstarted(() -> answer(step));
      if (answers.compareAndSet(null, other)) {
        other.start();
      }
    }
  }

  /** Whether this thread is the one that answers; who asks first is. */
  boolean answersHere() {
    Thread current = Thread.currentThread();
    return answers.compareAndSet(null, current) || answers.get() == current;
  }

  /**
   * Has another handler answer on this thread, and waits until all of that is sent.
   *
   * @throws Refusal if it does not answer such a request
   * @throws IOException if it cannot be sent, or the handler has a defect
   */
  void leaveTo(Request.Handler other) throws Refusal, IOException, InterruptedException {
    Callback.Completable sent = new Callback.Completable();
    try {
      if (!other.handle(request, response, sent)) {
        throw new Refusal(HttpStatus.NOT_FOUND_404, "there is nothing here");
      }
      sent.get();
    } catch (Refusal | IOException | InterruptedException known) {
      throw known;
    } catch (Exception defect) {
      throw new IOException(defect);
    }
  }

  /** Does that before the request ends, by whoever ends it. */
  void beforeEnd(Runnable what) {
    beforeEnd = what;
  }

  /**
   * From now on this is on behalf of {@code known}.
   *
   * @param still whether that one may still call: a stream of whom it may not breaks off
   */
  void admit(Caller known, BooleanSupplier still) {
    this.caller = known;
    this.stillAdmitted = still;
  }

  /** Where the request comes from: an address. */
  String remote() {
    return Request.getRemoteAddr(request);
  }

  /** On whose behalf this is; asked for by what comes behind the door alone. */
  Caller caller() {
    return Objects.requireNonNull(caller, "asked before anybody was admitted");
  }

  String method() {
    return request.getMethod();
  }

  String path() {
    return Request.getPathInContext(request);
  }

  HttpFields headers() {
    return request.getHeaders();
  }

  /** The header's one value; null if there is none, or more than one. */
  @Nullable String onlyValue(String name) {
    List<String> values = request.getHeaders().getValuesList(name);
    return values.size() == 1 ? values.getFirst() : null;
  }

  /**
   * The header's one value; null if there is none.
   *
   * @throws Refusal if there is more than one
   */
  @Nullable String atMostOne(String name) throws Refusal {
    List<String> values = request.getHeaders().getValuesList(name);
    if (values.size() > 1) {
      throw new Refusal(HttpStatus.BAD_REQUEST_400, name + " is there more than once");
    }
    return values.isEmpty() ? null : values.getFirst();
  }

  /** The media types that the client takes, without parameters and without those it refuses. */
  List<String> accepted() {
    return request.getHeaders().getQualityCSV(HttpHeader.ACCEPT).stream()
        .map(HttpField::stripParameters)
        .toList();
  }

  /**
   * How many bytes the body may have: what it says, and {@code longest} if it does not say.
   *
   * @throws Refusal if it says more than {@code longest}
   */
  int bodyLength(int longest) throws Refusal {
    long said = request.getLength();
    if (said > longest) {
      throw tooLong(longest);
    }
    return said < 0 ? longest : (int) said;
  }

  /**
   * The whole body.
   *
   * @throws Refusal if it is longer than {@code longest} bytes, or not there in time
   * @throws IOException if the client went away while it sent
   */
  ByteBuffer body(int longest, Duration patience)
      throws Refusal, IOException, InterruptedException {
    CompletableFuture<byte[]> body = new CompletableFuture<>();
    Content.Source.asByteArrayAsync(request, longest, Promise.Invocable.toPromise(body));
    try {
      return ByteBuffer.wrap(body.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException slow) {
      throw new Refusal(HttpStatus.REQUEST_TIMEOUT_408, "the body did not arrive in time");
    } catch (ExecutionException failed) {
      throw refusal(failed, longest);
    }
  }

  /** Sets a header of the response that is still to come. */
  void answerHeader(String name, String value) {
    response.getHeaders().put(name, value);
  }

  /** Answers with a plain line, for what is wrong before there is a message. */
  void refuse(Refusal refusal) throws IOException {
    answer(refusal.status(), PLAIN, (refusal.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Answers with a message. */
  void json(int status, byte[] message) throws IOException {
    answer(status, "application/json", message);
  }

  /** Answers with a line of text. */
  void text(String line) throws IOException {
    answer(HttpStatus.OK_200, PLAIN, ascii(line + "\n"));
  }

  /** Answers with a status and nothing else. */
  void empty(int status) throws IOException {
    response.setStatus(status);
    write(true, new byte[0]);
  }

  /** Begins a stream of events as the answer. */
  void openStream() throws IOException {
    response.setStatus(HttpStatus.OK_200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put("X-Accel-Buffering", "no");
    write(false, HEARTBEAT);
  }

  /**
   * Sends a message on the stream.
   *
   * @param id of the event; null for none
   */
  void event(@Nullable String id, byte[] message) throws IOException {
    requireAdmitted();
    byte[] line = ascii(id == null ? "" : "id: " + id + "\n");
    ByteBuffer event =
        ByteBuffer.allocate(line.length + EVENT.length + message.length + EVENT_END.length);
    write(false, event.put(line).put(EVENT).put(message).put(EVENT_END).array());
  }

  /** Sends lines of a stream that are no message. */
  void raw(String lines) throws IOException {
    write(false, ascii(lines));
  }

  /** Sends something on the stream that says nothing: it fails if the client is gone. */
  void heartbeat() throws IOException {
    requireAdmitted();
    write(false, HEARTBEAT);
  }

  private void requireAdmitted() throws EofException {
    if (!stillAdmitted.getAsBoolean()) {
      throw new EofException("the token was taken away");
    }
  }

  /** Ends the stream. */
  void endStream() throws IOException {
    write(true, new byte[0]);
  }

  private void answer(int status, String type, byte[] body) throws IOException {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    write(true, body);
  }

  private void write(boolean last, byte[] bytes) throws IOException {
    Content.Sink.write(response, last, ByteBuffer.wrap(bytes));
  }

  /**
   * Why there is no body.
   *
   * @throws EofException if that is because the client went away; the server logs it without a
   *     stack
   */
  private static Refusal refusal(ExecutionException failed, int longest) throws EofException {
    return switch (failed.getCause()) {
      case HttpException malformed ->
          new Refusal(malformed.getCode(), "the body is not framed as HTTP wants it");
      case IllegalStateException _ -> tooLong(longest);
      case null, default -> throw new EofException(failed);
    };
  }

  private static Refusal tooLong(int longest) {
    return new Refusal(
        HttpStatus.PAYLOAD_TOO_LARGE_413, "a message may have at most " + longest + " bytes");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
