package dev.proxmoxmcp.mcp.transport.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;

/**
 * How many bytes of request bodies may be held at once, over all connections, while they are read.
 * Who comes first is served first, so that long bodies are not passed over for ever. Thread-safe.
 */
final class BodyRoom {
  private final Semaphore bytes;

  BodyRoom(int bytes) {
    this.bytes = new Semaphore(bytes, true);
  }

  /** Room that was taken; closing it, once, gives it back. */
  final class Share implements AutoCloseable {
    private final int taken;

    private Share(int taken) {
      this.taken = taken;
    }

    @Override
    public void close() {
      bytes.release(taken);
    }
  }

  /**
   * Takes room for a body.
   *
   * @param length at most what there is in all
   * @throws Refusal if there is not that much room in time
   */
  Share take(int length, Duration patience) throws Refusal, InterruptedException {
    if (!bytes.tryAcquire(length, patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new Refusal(
          HttpStatus.SERVICE_UNAVAILABLE_503,
          "too much is being sent at once; try again in a moment");
    }
    return new Share(length);
  }
}
