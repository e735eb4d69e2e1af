package dev.proxmoxmcp.mcp.transport.http;

import java.io.IOException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What this server answers, by path and method: first who may ask at all, then what. */
final class Endpoint extends Handler.Abstract {
  static final String PATH = "/mcp";

  private final Door door;
  private final Bearer bearer;
  private final McpPosts posts;

  Endpoint(Door door, Bearer bearer, McpPosts posts) {
    this.door = door;
    this.bearer = bearer;
    this.posts = posts;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback)
      throws InterruptedException {
    Exchange exchange = new Exchange(request, response);
    try {
      answer(exchange, request.getConnectionMetaData());
      callback.succeeded();
    } catch (IOException gone) {
      callback.failed(gone);
    }
    return true;
  }

  private void answer(Exchange exchange, ConnectionMetaData connection)
      throws IOException, InterruptedException {
    try {
      door.check(exchange.headers(), connection);
      switch (exchange.path()) {
        case PATH -> mcp(exchange);
        case "/healthz" -> exchange.text("ok");
        default -> throw new Refusal(HttpStatus.NOT_FOUND_404, "the endpoint is " + PATH);
      }
    } catch (Refusal refusal) {
      exchange.refuse(refusal);
    }
  }

  /** GET and DELETE are of the legacy era alone. */
  private void mcp(Exchange exchange) throws Refusal, IOException, InterruptedException {
    exchange.admit(bearer.caller(exchange));
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
