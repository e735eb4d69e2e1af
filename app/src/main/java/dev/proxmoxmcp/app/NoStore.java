package dev.proxmoxmcp.app;

import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.CannotRecord;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.guard.store.MemoryStore;
import java.util.function.Consumer;
import java.util.function.Function;

/** Where nothing can be kept, because nobody said where: reads go on, changes do not. */
final class NoStore implements GuardStore {
  @Override
  public <T> T change(Function<Books, T> work) {
    throw new CannotRecord(
        "cannot record: there is no state folder. Set PROXMOX_MCP_STATE to a folder of this user,"
            + " or HOME to his home.",
        null);
  }

  @Override
  public <T> T look(Function<Books, T> work) {
    try (MemoryStore nothing = new MemoryStore()) {
      return nothing.look(work);
    }
  }

  @Override
  public void later(Consumer<Books> work) {}

  @Override
  public void close() {}
}
