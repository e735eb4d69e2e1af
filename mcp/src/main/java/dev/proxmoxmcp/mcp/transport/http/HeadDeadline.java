package dev.proxmoxmcp.mcp.transport.http;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection on which no whole request head came in time, counted from when it was opened
 * or its last answer ended. The idle timeout alone begins again with every byte, so that a client
 * could keep a connection for ever by sending one now and then. Thread-safe.
 */
final class HeadDeadline extends Handler.Wrapper implements Connection.Listener {
  private final Scheduler scheduler;
  private final Duration first;
  private final Duration next;
  private final ConcurrentMap<EndPoint, Deadline> deadlines = new ConcurrentHashMap<>();

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
    EndPoint wire = wire(connection.getEndPoint());
    // TLS and HTTP each open the connection: the first time counts.
    deadlines.computeIfAbsent(wire, Deadline::new).expect(first);
  }

  @Override
  public void onClosed(Connection connection) {
    Deadline deadline = deadlines.remove(wire(connection.getEndPoint()));
    if (deadline != null) {
      deadline.end();
    }
  }

  /** A handler is called with a whole head; how long the body may take is not decided here. */
  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Deadline deadline =
        deadlines.get(wire(request.getConnectionMetaData().getConnection().getEndPoint()));
    if (deadline != null) {
      deadline.stop();
      Request.addCompletionListener(request, _ -> deadline.expect(next));
    }
    return super.handle(request, response, callback);
  }

  /**
   * Until when a connection waits for a head. A timer that was set is left running, and looks again
   * when it is due: a request that comes and goes sets none. Guarded by its lock.
   */
  private final class Deadline {
    private final EndPoint connection;
    private boolean expected;
    private long due;
    private long rings;
    private Scheduler.@Nullable Task timer;

    Deadline(EndPoint connection) {
      this.connection = connection;
    }

    synchronized void expect(Duration patience) {
      if (expected || !connection.isOpen()) {
        return;
      }
      expected = true;
      due = NanoTime.now() + patience.toNanos();
      if (timer != null && rings - due > 0) {
        timer.cancel();
        timer = null;
      }
      if (timer == null) {
        set(patience.toNanos());
      }
    }

    synchronized void stop() {
      expected = false;
    }

    synchronized void end() {
      expected = false;
      if (timer != null) {
        timer.cancel();
      }
    }

    private void set(long nanoseconds) {
      rings = due;
      timer = scheduler.schedule(this::ring, nanoseconds, TimeUnit.NANOSECONDS);
    }

    private void ring() {
      synchronized (this) {
        timer = null;
        if (!expected) {
          return;
        }
        long left = due - NanoTime.now();
        if (left > 0) {
          set(left);
          return;
        }
      }
      connection.close();
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
}
