package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.CannotRecord;
import dev.proxmoxmcp.guard.store.GuardStore;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a process sees of a store that outlives it: from some moment on it keeps nothing more, as if
 * the process had died there. What it kept before is there for the next one.
 */
final class DyingStore implements GuardStore {
  private final GuardStore outliving;
  private int left;

  /**
   * @param kept how many more things it keeps
   */
  DyingStore(GuardStore outliving, int kept) {
    this.outliving = outliving;
    this.left = kept;
  }

  private synchronized boolean lives() {
    left--;
    return left >= 0;
  }

  @Override
  public <T> T change(Function<Books, T> work) {
    if (!lives()) {
      throw new CannotRecord("The process is gone.", null);
    }
    return outliving.change(work);
  }

  @Override
  public <T> T look(Function<Books, T> work) {
    return outliving.look(work);
  }

  @Override
  public void later(Consumer<Books> work) {
    if (lives()) {
      outliving.later(work);
    }
  }

  @Override
  public void close() {
    // it is the other one's
  }
}
