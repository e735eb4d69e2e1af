package dev.proxmoxmcp.mcp.transport.http;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes a connection on which no whole request head came in time, counted from when it was opened
 * or its last answer ended. The idle timeout alone begins again with every byte, so that a client
 * could keep a connection for ever by sending one now and then. Thread-safe.
 */
final class HeadDeadline extends Handler.Wrapper implements Connection.Listener {
  private final Scheduler scheduler;
  private final Duration first;
  private final Duration next;
  private final ConcurrentMap<EndPoint, Scheduler.Task> deadlines = new ConcurrentHashMap<>();

  /**
   * @param first how long the head of the first request may take
   * @param next how long after an answer that of the next may take
   */
  HeadDeadline(Handler handler, Scheduler scheduler, Duration first, Duration next) {
    super(handler);
    this.scheduler = scheduler;
    this.first = first;
    this.next = next;
  }

  @Override
  public void onOpened(Connection connection) {
    expectHead(wire(connection.getEndPoint()), first);
  }

  @Override
  public void onClosed(Connection connection) {
    forget(wire(connection.getEndPoint()));
  }

  /** A handler is called with a whole head; how long the body may take is not decided here. */
  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    EndPoint connection = wire(request.getConnectionMetaData().getConnection().getEndPoint());
    forget(connection);
    Request.addCompletionListener(request, _ -> expectHead(connection, next));
    return super.handle(request, response, callback);
  }

  /** On a connection that closes meanwhile this waits for nothing, once, and is gone. */
  private void expectHead(EndPoint connection, Duration patience) {
    if (connection.isOpen()) {
      // In one step, so that even the shortest deadline finds itself in the map. TLS and HTTP each
      // open the connection: the first time counts.
      deadlines.computeIfAbsent(
          connection, _ -> scheduler.schedule(() -> cut(connection), patience));
    }
  }

  /** Below TLS, so that both name the same connection. */
  private static EndPoint wire(EndPoint connection) {
    EndPoint wire = connection;
    while (wire instanceof EndPoint.Wrapper wrapper) {
      wire = wrapper.unwrap();
    }
    return wire;
  }

  private void cut(EndPoint connection) {
    if (deadlines.remove(connection) != null) {
      connection.close();
    }
  }

  private void forget(EndPoint connection) {
    Scheduler.Task deadline = deadlines.remove(connection);
    if (deadline != null) {
      deadline.cancel();
    }
  }
}
