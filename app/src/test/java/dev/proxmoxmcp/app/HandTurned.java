package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.Pause;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Waits as the program does, but one thread of it looks when the test says so. */
final class HandTurned implements Pause {
  private final String thread;
  private final Semaphore waiting = new Semaphore(0);
  private final Semaphore allowed = new Semaphore(0);

  /** The one that looks at the settings. */
  HandTurned() {
    this(SettingsWatch.THREAD);
  }

  /** The one of that name. */
  HandTurned(String thread) {
    this.thread = thread;
  }

  @Override
  public void sleep(Duration length) throws InterruptedException {
    if (Thread.currentThread().getName().equals(thread)) {
      waiting.release();
      allowed.acquire();
    } else {
      Thread.sleep(length);
    }
  }

  /** Takes up with a program that was not started yet. */
  void begin() {
    waiting.drainPermits();
  }

  void one() throws InterruptedException {
    waiting.acquire();
    allowed.release();
    // Its look is over when it waits for the next.
    waiting.acquire();
    waiting.release();
  }

  /** A change is seen by one, and taken by the next if it did not go on. */
  void two() throws InterruptedException {
    one();
    one();
  }
}
