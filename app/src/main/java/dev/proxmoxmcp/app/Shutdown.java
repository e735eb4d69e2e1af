package dev.proxmoxmcp.app;

import java.util.concurrent.CountDownLatch;

/**
 * The end of the process, as something to wait for. Open it before everything that must be closed
 * in order: the process ends when it is closed.
 */
public final class Shutdown implements AutoCloseable {
  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch cleaned = new CountDownLatch(1);
  private final Thread hook = new Thread(this::letCleanUp, "shutdown");

  private final Runnable onTold;

  private Shutdown(Runnable onTold) {
    this.onTold = onTold;
  }

  /** From now on, SIGTERM and Ctrl+C wait until this is closed. */
  public static Shutdown awaited() {
    return awaited(() -> {});
  }

  /**
   * The same for whoever cannot wait here.
   *
   * @param onTold ends what goes on; it may block until that has ended
   */
  public static Shutdown awaited(Runnable onTold) {
    Shutdown shutdown = new Shutdown(onTold);
    Runtime.getRuntime().addShutdownHook(shutdown.hook);
    return shutdown;
  }

  private void letCleanUp() {
    told.countDown();
    onTold.run();
    try {
      cleaned.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the process is told to end. */
  public void await() throws InterruptedException {
    told.await();
  }

  @Override
  public void close() {
    cleaned.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending, and was only waiting for this.
    }
  }
}
