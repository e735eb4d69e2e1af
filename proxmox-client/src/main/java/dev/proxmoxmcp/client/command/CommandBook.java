package dev.proxmoxmcp.client.command;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.client.Busy;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.ResultLost;
import dev.proxmoxmcp.client.Vmid;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The commands of one cluster that this process started, and their results for as long as there is
 * room: shared by everybody who uses the cluster. Thread-safe.
 */
public final class CommandBook implements AutoCloseable {
  /** How many commands are waited for in one guest at once. */
  public static final int AT_ONCE = 2;

  private static final int REMEMBERED = 64;

  private final InstantSource clock;
  private final Pause pause;
  private final Map<CommandId, Tracked> commands = new LinkedHashMap<>();
  private final Map<Vmid, Integer> busy = new HashMap<>();
  private final AtomicLong numbers = new AtomicLong();

  /**
   * For {@link dev.proxmoxmcp.client.Cluster}.
   *
   * @param pause how to wait between two looks
   */
  public CommandBook(InstantSource clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /** A number for a command that has none of its own. */
  long nextNumber() {
    return numbers.incrementAndGet();
  }

  Pause pause() {
    return pause;
  }

  /** A command of a VM, known by its agent's number. */
  Tracked polled(CommandId id) {
    synchronized (commands) {
      return commands.computeIfAbsent(
          id,
          _ -> {
            makeRoom();
            return new PolledCommand(id, clock, pause);
          });
    }
  }

  /** A new command of a VM: what was known under its number was another one. */
  void started(CommandId id) {
    synchronized (commands) {
      commands.remove(id);
    }
  }

  void add(CommandId id, Tracked command) {
    synchronized (commands) {
      makeRoom();
      commands.put(id, command);
    }
  }

  /**
   * A command that this process started.
   *
   * @throws ResultLost if there is none, or no longer
   */
  Tracked require(CommandId id) {
    synchronized (commands) {
      Tracked command = commands.get(id);
      if (command == null) {
        throw ResultLost.here(id.toString(), null);
      }
      return command;
    }
  }

  /** Forgets the oldest. */
  private void makeRoom() {
    Iterator<Tracked> oldest = commands.values().iterator();
    while (commands.size() >= REMEMBERED && oldest.hasNext()) {
      oldest.next().close();
      oldest.remove();
    }
  }

  /**
   * Does {@code work} unless {@value #AT_ONCE} others are at it in that guest.
   *
   * @throws Busy if so; nothing was sent then
   */
  <T> T oneOfFew(GuestRef guest, Supplier<T> work) {
    synchronized (busy) {
      int others = busy.getOrDefault(guest.vmid(), 0);
      if (others >= AT_ONCE) {
        throw Busy.commands(guest, others);
      }
      busy.put(guest.vmid(), others + 1);
    }
    try {
      return work.get();
    } finally {
      synchronized (busy) {
        busy.computeIfPresent(guest.vmid(), (_, count) -> count == 1 ? null : count - 1);
      }
    }
  }

  /** How long a caller can wait at most. */
  static Duration longest() {
    return Duration.ofHours(1);
  }

  /** Gives up all that is open; commands in guests go on. */
  @Override
  public void close() {
    synchronized (commands) {
      commands.values().forEach(Tracked::close);
      commands.clear();
    }
  }
}
