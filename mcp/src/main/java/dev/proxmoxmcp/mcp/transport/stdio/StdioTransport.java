package dev.proxmoxmcp.mcp.transport.stdio;

import static java.lang.System.Logger.Level.DEBUG;

import dev.proxmoxmcp.base.LazyLogger;
import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.engine.CallScope;
import dev.proxmoxmcp.mcp.engine.Dispatcher;
import dev.proxmoxmcp.mcp.transport.stdio.LineReader.Line;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Serves one client over two streams, one JSON-RPC message a line, both eras mixed as they come
 * (2025-11-25 and 2026-07-28, stdio).
 *
 * <p>Nothing but messages is written to the output; the streams are not closed. What cannot be read
 * (malformed, oversized, not UTF-8) is answered with an error where an answer makes sense, and
 * never ends the session.
 */
public final class StdioTransport implements AutoCloseable {
  private static final System.Logger LOG = LazyLogger.of(StdioTransport.class);

  /** How long the client has to read the last answers. */
  private static final Duration LAST_LINES = Duration.ofSeconds(2);

  private final LineReader lines;
  private final LineWriter writer;
  private final Dispatcher dispatcher;
  private final StdioConversation conversation;
  private final CallScope scope = new CallScope();
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean started;

  /**
   * A transport that is not running.
   *
   * @param caller on whose behalf every call runs
   * @param in read by bytes until it ends
   * @param out should not be buffered by others: every message is written in one piece and flushed
   */
  public StdioTransport(McpServer server, Caller caller, InputStream in, OutputStream out) {
    this.dispatcher = new Dispatcher(server, Dispatcher.Threads.OWN);
    this.lines = new LineReader(in, server.limits().messageBytes());
    this.writer = new LineWriter(out, this::clientIsGone);
    this.conversation =
        new StdioConversation(dispatcher, caller, scope, writer, server.limits().messageBytes());
  }

  /**
   * Serves until the input ends, {@link #close()} is called, or the client no longer reads; call it
   * once. In the first two cases the calls in flight are finished, within {@link
   * dev.proxmoxmcp.mcp.api.Limits#drain()}, then interrupted so that they answer; in the last they
   * are cancelled.
   *
   * @throws InterruptedException if the thread is interrupted; calls in flight are cancelled
   */
  public void run() throws InterruptedException {
    started = true;
    writer.start();
    // A thread of its own: a read from standard input cannot be interrupted, and whoever waits for
    // a client that is gone must be able to stop waiting.
    Thread.ofPlatform().daemon().name("mcp-stdin").start(this::read);
    try {
      over.await();
      dispatcher.drain();
      writer.close(LAST_LINES);
    } catch (InterruptedException stopped) {
      scope.cancelAll();
      writer.abandon();
      throw stopped;
    } finally {
      scope.cancelAll(); // nothing is in flight any more, but what was watched is
      ended.countDown();
    }
  }

  /**
   * Ends as the end of the input does: nothing more is read, the calls in flight are finished or
   * interrupted and answered, and {@link #run()} returns. Waits for that, so that a shutdown hook
   * can call it from any thread but the one of {@code run()}: at most {@link
   * dev.proxmoxmcp.mcp.api.Limits#drain()} and a few seconds. If the waiting thread is interrupted,
   * it stops waiting and stays interrupted; the end goes on. More calls of it, and one before
   * {@code run()}, do no harm.
   */
  @Override
  public void close() {
    over.countDown();
    try {
      if (started) {
        ended.await();
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try {
      Line line = lines.next();
      while (!(line instanceof Line.End) && over.getCount() > 0) {
        conversation.take(line);
        line = lines.next();
      }
    } catch (IOException broken) {
      LOG.log(DEBUG, "The input broke off: " + broken.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt(); // the last thing on this thread: nobody is left to tell
    } finally {
      over.countDown();
    }
  }

  private void clientIsGone() {
    scope.cancelAll();
    over.countDown();
  }
}
