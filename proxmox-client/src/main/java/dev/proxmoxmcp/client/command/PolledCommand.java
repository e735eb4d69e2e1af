package dev.proxmoxmcp.client.command;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.client.Busy;
import dev.proxmoxmcp.client.Conflict;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.NodeUnreachable;
import dev.proxmoxmcp.client.NotFound;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.ResultLost;
import dev.proxmoxmcp.client.TimedOut;
import dev.proxmoxmcp.client.Unreachable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A command that a VM's agent runs. Proxmox frees a finished result when it is read once, so one
 * thread of our own asks for it while anybody waits, is never interrupted in the middle, and hands
 * what it got to everybody. Its lock guards its state; no request is made while it is held.
 */
final class PolledCommand implements Tracked {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** In less than that, a host that is well may not answer. */
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(10);

  private final CommandId id;
  private final InstantSource clock;
  private final Pause pause;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final List<Waiter> waiters = new ArrayList<>();
  private boolean asking;
  private boolean answerLost;
  private CommandState last;
  private @Nullable ProxmoxException failure;

  /** Somebody who waits; guarded by the lock. */
  private static final class Waiter {
    private final Instant deadline;
    private boolean looked;

    Waiter(Instant deadline) {
      this.deadline = deadline;
    }
  }

  PolledCommand(CommandId id, InstantSource clock, Pause pause) {
    this.id = id;
    this.clock = clock;
    this.pause = pause;
    this.last = running(null);
  }

  private CommandState running(@Nullable String trouble) {
    return new CommandState.Running(id, Output.none(), Output.none(), trouble);
  }

  @Override
  public CommandState await(Duration limit, LookAt look) {
    Waiter waiter = new Waiter(clock.instant().plus(limit));
    lock.lock();
    try {
      waiters.add(waiter);
      failure = passing(failure);
      if (!asking && !known()) {
        asking = true;
        Thread.ofVirtual().name("command-" + id.number()).start(() -> ask(look));
      }
      awaitNews(waiter, limit);
      if (failure != null) {
        throw failure;
      }
      return last;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Interrupted(
          "command " + id.number() + " of " + id.guest(), Delivery.ANSWERED, interrupted);
    } finally {
      waiters.remove(waiter);
      lock.unlock();
    }
  }

  /** What was in the way may be gone; that a result is lost stays. */
  private static @Nullable ProxmoxException passing(@Nullable ProxmoxException before) {
    return before instanceof ResultLost ? before : null;
  }

  /** Real time bounds the waiting too, since a host that hangs brings no news. */
  private void awaitNews(Waiter waiter, Duration limit) throws InterruptedException {
    Duration first = longer(limit, SHORTEST_WAIT);
    while (!known() && !(waiter.looked && over(waiter))) {
      Duration left = waiter.looked ? Duration.between(clock.instant(), waiter.deadline) : first;
      if (news.awaitNanos(left.toNanos()) <= 0) {
        return;
      }
    }
  }

  private boolean known() {
    return last instanceof CommandState.Ended || failure != null;
  }

  private boolean over(Waiter waiter) {
    return !clock.instant().isBefore(waiter.deadline);
  }

  /** Asks until it is known or nobody waits any more. */
  private void ask(LookAt look) {
    Duration next = FIRST_PAUSE;
    while (true) {
      CommandState seen = last;
      ProxmoxException failed = null;
      try {
        seen = look.look();
      } catch (ProxmoxException unseen) {
        failed = unseen;
      } catch (IllegalStateException closed) {
        failed = ResultLost.here(id.toString(), closed);
      }
      Duration left = took(seen, failed);
      if (left.isNegative()) {
        return;
      }
      try {
        pause.sleep(shorter(next, left));
      } catch (InterruptedException ended) {
        stop();
        return;
      }
      next = shorter(next.multipliedBy(2), LONGEST_PAUSE);
    }
  }

  /**
   * Takes in what was seen.
   *
   * @return how long the next waiter still waits; negative if there is nothing more to ask for
   */
  private Duration took(CommandState seen, @Nullable ProxmoxException failed) {
    lock.lock();
    try {
      if (failed == null) {
        last = seen;
      } else {
        meet(failed);
      }
      waiters.forEach(waiter -> waiter.looked = true);
      news.signalAll();
      Instant soonest =
          waiters.stream()
              .filter(waiter -> !over(waiter))
              .map(waiter -> waiter.deadline)
              .min(Instant::compareTo)
              .orElse(Instant.MIN);
      if (known() || soonest.equals(Instant.MIN)) {
        asking = false;
        return Duration.ofMillis(-1);
      }
      return Duration.between(clock.instant(), soonest);
    } finally {
      lock.unlock();
    }
  }

  /** What passes by is only trouble; the rest ends the asking. */
  private void meet(ProxmoxException failed) {
    switch (failed) {
      case NotFound gone when answerLost ->
          failure = ResultLost.withConnection(id.toString(), gone);
      case NotFound gone -> failure = ResultLost.unknown(id.toString(), gone);
      case Unreachable closed when closed.reason() == Unreachable.Reason.CLOSED_HERE ->
          failure = closed;
      case Conflict silent when silent.reason() == Conflict.Reason.AGENT_SILENT -> trouble(silent);
      case Unreachable _, TimedOut _, NodeUnreachable _, Busy _ -> trouble(failed);
      default -> {
        if (failed.delivery() == Delivery.UNKNOWN) {
          trouble(failed);
        } else {
          failure = failed;
        }
      }
    }
  }

  private void trouble(ProxmoxException failed) {
    answerLost |= failed.delivery() == Delivery.UNKNOWN;
    last = running(failed.getMessage());
  }

  private void stop() {
    lock.lock();
    try {
      asking = false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    // nothing of ours is open between two looks
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
