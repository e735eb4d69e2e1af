package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.Pause;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Lets whoever looks again and again look once more when the test says so. */
final class Turns implements Pause {
  private final Semaphore waiting = new Semaphore(0);
  private final Semaphore allowed = new Semaphore(0);

  @Override
  public void sleep(Duration length) throws InterruptedException {
    waiting.release();
    allowed.acquire();
  }

  /** One more look, from its start to its end. */
  void one() throws InterruptedException {
    waiting.acquire();
    allowed.release();
    waiting.acquire();
    waiting.release();
  }
}
