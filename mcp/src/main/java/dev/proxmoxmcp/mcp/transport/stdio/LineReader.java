package dev.proxmoxmcp.mcp.transport.stdio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Splits a stream into lines of bounded length; of a longer one no more than the bound is ever
 * kept. Confined to one thread.
 */
final class LineReader {
  private static final int CHUNK = 64 * 1024;

  /** What the next line is. */
  sealed interface Line {
    /** Its bytes, without the line break. */
    record Text(ByteBuffer bytes) implements Line {}

    /** Longer than the bound, and skipped. */
    record TooLong() implements Line {}

    /** There is none. */
    record End() implements Line {}
  }

  private final InputStream in;
  private final int longest;
  private final byte[] chunk = new byte[CHUNK];
  private int next;
  private int end;

  LineReader(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** The next line; the last one need not end in a line break. */
  Line next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean tooLong = false;
    boolean started = false;
    while (next < end || fill()) {
      started = true;
      int stop = lineBreak();
      int length = stop - next;
      tooLong = tooLong || line.size() + length > longest;
      if (!tooLong) {
        line.write(chunk, next, length);
      } else {
        line.reset();
      }
      next = stop + 1;
      if (stop < end) {
        return finished(line, tooLong);
      }
    }
    return started ? finished(line, tooLong) : new Line.End();
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(in.read(chunk), 0);
    return end > 0;
  }

  /** Where the next line break is, or the end of what was read. */
  private int lineBreak() {
    int at = next;
    while (at < end && chunk[at] != '\n') {
      at++;
    }
    return at;
  }

  private static Line finished(ByteArrayOutputStream line, boolean tooLong) {
    return tooLong ? new Line.TooLong() : new Line.Text(ByteBuffer.wrap(line.toByteArray()));
  }
}
