package dev.proxmoxmcp.mcp.api;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells clients that a list of the server is another now. Thread-safe. */
public final class ListChanges {
  /** Which list. */
  public enum Changed {
    TOOLS,
    PROMPTS,
    RESOURCES
  }

  private final List<Consumer<Changed>> listeners = new CopyOnWriteArrayList<>();

  /** Nobody hears of it yet. */
  public ListChanges() {}

  /** To be called after the change, so that whoever is told finds what is new. */
  public void tell(Changed list) {
    listeners.forEach(one -> one.accept(list));
  }

  /**
   * Hears of changes until the result is closed.
   *
   * @param listener an object of its own for each call of this; called on the thread that tells;
   *     does not block
   */
  public Resources.Watch listen(Consumer<Changed> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
