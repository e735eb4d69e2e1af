package dev.proxmoxmcp.mcp.transport.http;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What this server answers, by path and method: first who may ask at all, then what. Each request
 * has a virtual thread, on which its handler runs too.
 */
final class Endpoint extends Handler.Abstract {
  static final String PATH = "/mcp";

  private final Door door;
  private final Bearer bearer;
  private final CallerRoom requests;
  private final CallerRoom streams;
  private final McpPosts posts;
  private final Readiness readiness;
  private final ThreadFactory threads = Thread.ofVirtual().name("mcp-request-", 1).factory();
  private volatile boolean stopping;

  /**
   * @param reading whether to read a request may take a thread; to answer it does in any case
   */
  Endpoint(
      InvocationType reading,
      Door door,
      Bearer bearer,
      HttpLimits.Counts most,
      McpPosts posts,
      Readiness readiness) {
    super(reading);
    this.door = door;
    this.bearer = bearer;
    this.requests = new CallerRoom(most.requests(), "requests");
    this.streams = new CallerRoom(most.streams(), "streams");
    this.posts = posts;
    this.readiness = readiness;
  }

  /** From now on it is not ready. */
  void stopping() {
    stopping = true;
  }

  /** From now on there is nobody left to answer. */
  void stopped() {
    posts.stopped();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, callback);
    ConnectionMetaData connection = request.getConnectionMetaData();
    threads.newThread(() -> exchange.answer(() -> answer(exchange, connection))).start();
    return true;
  }

  private void answer(Exchange exchange, ConnectionMetaData connection)
      throws Refusal, IOException, InterruptedException {
    switch (exchange.path()) {
      case "/healthz" -> {
        door.checkOnHealth(exchange.headers(), connection);
        exchange.text("ok");
      }
      case "/readyz" -> {
        door.checkOnHealth(exchange.headers(), connection);
        exchange.text(ready());
      }
      case PATH -> {
        door.check(exchange.headers(), connection);
        mcp(exchange);
      }
      default -> {
        door.check(exchange.headers(), connection);
        throw new Refusal(HttpStatus.NOT_FOUND_404, "the endpoint is " + PATH);
      }
    }
  }

  private String ready() throws Refusal {
    Optional<String> whyNot =
        stopping ? Optional.of("this server is stopping") : readiness.whyNot();
    if (whyNot.isPresent()) {
      throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE_503, whyNot.get());
    }
    return "ready";
  }

  /** GET and DELETE are of the legacy era alone. A GET lasts, and is counted by itself. */
  private void mcp(Exchange exchange) throws Refusal, IOException, InterruptedException {
    bearer.admit(exchange);
    CallerRoom room = exchange.method().equals("GET") ? streams : requests;
    room.take(exchange);
    switch (exchange.method()) {
      case "POST" -> posts.post(exchange);
      case "GET" -> posts.listen(exchange);
      case "DELETE" -> posts.endSession(exchange);
      default -> throw notAllowed(exchange, "POST, GET, DELETE");
    }
  }

  static Refusal notAllowed(Exchange exchange, String allowed) {
    exchange.answerHeader(HttpHeader.ALLOW.asString(), allowed);
    return new Refusal(HttpStatus.METHOD_NOT_ALLOWED_405, "use " + allowed);
  }
}
