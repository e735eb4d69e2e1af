package dev.proxmoxmcp.simulator.storage;

import java.util.concurrent.atomic.AtomicReference;

/** How a storage is. Thread-safe. */
public final class StorageState {
  /** How it can be. */
  public enum Kind {
    WELL,
    /** What is behind it does not answer. */
    HUNG,
    /** There is hardly any space left. */
    FULL
  }

  private final AtomicReference<Kind> kind = new AtomicReference<>(Kind.WELL);

  /** How it is. */
  public Kind kind() {
    return kind.get();
  }

  /** Changes how it is. */
  public void become(Kind other) {
    kind.set(other);
  }
}
