package dev.proxmoxmcp.client.command;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Keeps the beginning and the end of what is written to it. Thread-safe. */
final class OutputCollector extends OutputStream {
  private static final int HALF = Output.KEPT / 2;

  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private byte[] ring = new byte[0];
  private long beyond;

  @Override
  public void write(int single) {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    int first = Math.min(length, HALF - head.size());
    head.write(bytes, offset, first);
    if (length > first && ring.length == 0) {
      ring = new byte[HALF];
    }
    // what would be overwritten at once need not be written
    int skipped = Math.max(0, length - first - HALF);
    beyond += skipped;
    for (int index = offset + first + skipped; index < offset + length; index++) {
      ring[(int) (beyond++ % HALF)] = bytes[index];
    }
  }

  /** Counts what was left out before it came here; both sides of it must be as long as they are. */
  synchronized void skip(long omitted) {
    beyond += omitted;
    // what is behind now belongs to the end, so its place in the ring follows the count
    ring = new byte[HALF];
  }

  synchronized Output output(boolean cutInGuest) {
    if (beyond <= HALF) {
      return new Output(head.toByteArray(), Arrays.copyOf(ring, (int) beyond), 0, cutInGuest);
    }
    byte[] tail = new byte[HALF];
    int start = (int) (beyond % HALF);
    System.arraycopy(ring, start, tail, 0, HALF - start);
    System.arraycopy(ring, 0, tail, HALF - start, start);
    return new Output(head.toByteArray(), tail, beyond - HALF, cutInGuest);
  }
}
