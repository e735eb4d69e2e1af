package dev.proxmoxmcp.client.command;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.client.Busy;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.ResultLost;
import dev.proxmoxmcp.client.Vmid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The commands of one cluster that this process started, and their results for as long as there is
 * room: shared by everybody who uses the cluster. Thread-safe.
 */
public final class CommandBook implements AutoCloseable {
  /** How many commands are waited for in one guest at once. */
  public static final int AT_ONCE = 2;

  /** How many more may wait for their turn in one guest. */
  static final int WAITING = 16;

  private static final int REMEMBERED = 64;

  private final InstantSource clock;
  private final Pause pause;
  private final Map<CommandId, Tracked> commands = new LinkedHashMap<>();
  private final Map<Vmid, Turns> turns = new HashMap<>();
  private final AtomicLong numbers = new AtomicLong();

  /** Whose turn it is in one guest. */
  private static final class Turns {
    private final Semaphore running = new Semaphore(AT_ONCE, true);

    /** At it or waiting; guarded by the map of all turns, which keeps this only while there are. */
    private int users;
  }

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
   * Does {@code work} when its turn comes: {@value #AT_ONCE} are at it in one guest, others wait in
   * the order in which they came.
   *
   * @param limit for waiting and work together; what is left of it is handed to the work
   * @throws Busy if too many wait already, or its turn did not come in time; nothing was sent then
   * @throws Interrupted if the caller is interrupted while it waits; nothing was sent then
   */
  <T> T oneOfFew(GuestRef guest, Duration limit, Function<Duration, T> work) {
    Instant came = clock.instant();
    Turns mine = join(guest);
    try {
      enter(guest, mine, limit);
      try {
        Duration left = limit.minus(Duration.between(came, clock.instant()));
        return work.apply(left.isNegative() ? Duration.ZERO : left);
      } finally {
        mine.running.release();
      }
    } finally {
      leave(guest, mine);
    }
  }

  private Turns join(GuestRef guest) {
    synchronized (turns) {
      Turns mine = turns.computeIfAbsent(guest.vmid(), _ -> new Turns());
      if (mine.users >= AT_ONCE + WAITING) {
        throw Busy.commandsWait(guest, WAITING);
      }
      mine.users++;
      return mine;
    }
  }

  private static void enter(GuestRef guest, Turns mine, Duration limit) {
    try {
      // with a limit of its own even where that is zero: without, it would pass by those that wait
      if (!mine.running.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Busy.commands(guest, AT_ONCE, limit);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Interrupted("the turn of a command in " + guest, Delivery.NOT_SENT, interrupted);
    }
  }

  private void leave(GuestRef guest, Turns mine) {
    synchronized (turns) {
      if (--mine.users == 0) {
        turns.remove(guest.vmid());
      }
    }
  }

  /** How many wait for their turn in a guest. */
  int queued(GuestRef guest) {
    synchronized (turns) {
      Turns there = turns.get(guest.vmid());
      return there == null ? 0 : there.running.getQueueLength();
    }
  }

  /** How many are at it in a guest or wait for their turn. */
  int users(GuestRef guest) {
    synchronized (turns) {
      Turns there = turns.get(guest.vmid());
      return there == null ? 0 : there.users;
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
