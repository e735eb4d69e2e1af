package dev.proxmoxmcp.mcp.transport.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes out what is not for MCP, behind the same door. Thread-safe. */
final class BesideMcp extends Handler.Wrapper {
  private final Door door;
  private final Bearer bearer;
  private final List<Beside> all;
  private final ThreadFactory threads = Thread.ofVirtual().name("beside-mcp-", 1).factory();

  BesideMcp(Endpoint mcp, Door door, Bearer bearer, List<Beside> all) {
    super(mcp);
    this.door = door;
    this.bearer = bearer;
    this.all = List.copyOf(all);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    Optional<Beside> meant = all.stream().filter(one -> one.serves(path)).findFirst();
    if (meant.isEmpty()) {
      return super.handle(request, response, callback);
    }
    Exchange exchange = new Exchange(request, response, callback);
    ConnectionMetaData connection = request.getConnectionMetaData();
    threads
        .newThread(() ->
            exchange.answer(() -> {
              door.check(exchange.headers(), connection);
              if (meant.get().forCallers()) {
                bearer.admit(exchange);
              }
              exchange.leaveTo(meant.get().handler());
            }))
        .start();
    return true;
  }
}
