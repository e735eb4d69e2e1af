package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.scenario.World;
import dev.proxmoxmcp.simulator.task.Affliction;
import dev.proxmoxmcp.simulator.task.Tasks.Subject;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What can happen to one guest of a simulated cluster. Thread-safe. */
public final class GuestFaults {
  private static final int ALWAYS = Integer.MAX_VALUE;

  private final World world;
  private final int vmid;

  GuestFaults(World world, int vmid) {
    this.world = world;
    this.vmid = vmid;
  }

  /** The configuration is locked for an operation, such as {@code backup}, as if that had died. */
  public void locks(String operation) {
    change(guest -> guest.lock(operation));
  }

  /** The configuration is not locked any more. */
  public void unlocks() {
    change(Guest::unlock);
  }

  /** The next task about it gets no further than its first step and fails. */
  public void failsItsNextTask(String error, String... log) {
    befalls(new Affliction.Fails(error, List.of(log)), 1);
  }

  /** Every task about it fails so, until {@link #lift}. */
  public void failsItsTasks(String error, String... log) {
    befalls(new Affliction.Fails(error, List.of(log)), ALWAYS);
  }

  /** The next task about it that would end well ends with as many warnings as there are lines. */
  public void warnsInItsNextTask(String... log) {
    befalls(new Affliction.Warns(Math.max(1, log.length), List.of(log)), 1);
  }

  /**
   * The next task about it never ends and keeps the file lock of the guest, so that those after it
   * fail with {@code got timeout}; it can be interrupted.
   */
  public void neverEndsItsNextTask() {
    befalls(new Affliction.NeverEnds(), 1);
  }

  /** Somebody removes it after a while; tasks that then work on it fail. */
  public void vanishesAfter(Duration while_) {
    world
        .timeline()
        .take(now -> {
          world.timeline().at(now.plus(while_), this::vanish);
          return now;
        });
  }

  private void vanish() {
    world
        .guests()
        .find(vmid)
        .ifPresent(guest -> {
          world.guests().remove(vmid);
          world.tasks().running(guest.node()).stream()
              .filter(task -> task.upid().id().equals(String.valueOf(vmid)))
              .forEach(task -> task.fail(Guests.noConfiguration(guest.kind(), guest.node(), vmid)));
        });
  }

  /** Its agent does not answer. */
  public void silencesItsAgent() {
    change(guest -> guest.silenceAgent(true));
  }

  /** Its agent answers again. */
  public void hearsItsAgent() {
    change(guest -> guest.silenceAgent(false));
  }

  /** Its agent answers again, its lock is gone, and its tasks to come are as usual. */
  public void lift() {
    change(guest -> {
      guest.unlock();
      guest.silenceAgent(false);
    });
    world
        .timeline()
        .take(now -> {
          world.tasks().afflictions().lift(new Subject("", "", String.valueOf(vmid), ""));
          return now;
        });
  }

  private void befalls(Affliction affliction, int times) {
    String id = String.valueOf(vmid);
    world
        .timeline()
        .take(now -> {
          world.tasks().afflictions().plan(subject -> subject.id().equals(id), affliction, times);
          return now;
        });
  }

  private void change(Consumer<Guest> change) {
    world
        .timeline()
        .take(now -> {
          change.accept(
              world
                  .guests()
                  .find(vmid)
                  .orElseThrow(() -> new IllegalArgumentException("no guest " + vmid)));
          return now;
        });
  }
}
