package dev.proxmoxmcp.mcp.transport.stdio;

import static java.lang.System.Logger.Level.DEBUG;

import dev.proxmoxmcp.base.LazyLogger;
import dev.proxmoxmcp.mcp.engine.ReplyTo;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Writes whole lines in the order in which they were handed over, on a thread of its own: lines
 * never mix, and a client that does not read holds up nobody who reports progress. Thread-safe.
 */
final class LineWriter implements ReplyTo {
  private static final System.Logger LOG = LazyLogger.of(LineWriter.class);
  private static final int ROOM = 1024;
  private static final int ROOM_FOR_ANSWERS = ROOM / 2;

  /** The end is an empty line, which no message is. */
  private static final byte[] END = {};

  private final OutputStream out;
  private final Runnable onBroken;
  private final BlockingQueue<byte[]> lines = new ArrayBlockingQueue<>(ROOM);
  private final Thread thread;

  /**
   * A writer that is not started.
   *
   * @param onBroken run once, on the writer's thread, if the client no longer takes what is written
   */
  LineWriter(OutputStream out, Runnable onBroken) {
    this.out = out;
    this.onBroken = onBroken;
    this.thread = Thread.ofPlatform().daemon().name("mcp-stdout").unstarted(this::writeAll);
  }

  void start() {
    thread.start();
  }

  @Override
  public void notice(byte[] message) {
    if (lines.remainingCapacity() > ROOM_FOR_ANSWERS) {
      lines.offer(message);
    }
  }

  @Override
  public boolean send(byte[] message) {
    return lines.offer(message);
  }

  @Override
  public void answer(byte[] message) throws InterruptedException {
    lines.put(message);
  }

  /** Nothing: on a shared stream an answer that does not come leaves no trace. */
  @Override
  public void noAnswer() {}

  /**
   * Writes what was handed over so far and ends, unless that takes longer than {@code patience}:
   * then it is lost, as the client does not read it.
   */
  void close(Duration patience) throws InterruptedException {
    boolean written =
        lines.offer(END, patience.toMillis(), TimeUnit.MILLISECONDS) && thread.join(patience);
    if (!written) {
      abandon();
    }
  }

  /** Ends without writing what is still to be written. */
  void abandon() {
    thread.interrupt();
  }

  private void writeAll() {
    try {
      byte[] line = lines.take();
      while (line.length > 0) {
        write(line);
        line = lines.take();
      }
    } catch (IOException broken) {
      LOG.log(DEBUG, "The client no longer takes what is written: " + broken.getMessage());
      onBroken.run();
      discard();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt(); // the last thing on this thread: nobody is left to tell
    }
  }

  private void write(byte[] line) throws IOException {
    byte[] whole = new byte[line.length + 1];
    System.arraycopy(line, 0, whole, 0, line.length);
    whole[line.length] = '\n';
    out.write(whole);
    if (lines.isEmpty()) {
      out.flush();
    }
  }

  /** Keeps taking, so that nobody waits for room in front of a broken pipe. */
  private void discard() {
    try {
      byte[] line = lines.take();
      while (line.length > 0) {
        line = lines.take();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
