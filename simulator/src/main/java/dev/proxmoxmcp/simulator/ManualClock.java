package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.base.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until a test moves it; as a {@link Pause} it moves itself, so that what
 * waits by it is done at once. Thread-safe.
 */
public final class ManualClock implements InstantSource, Pause {
  private static final Instant USUAL_START = Instant.parse("2026-11-22T12:00:00Z");

  private final AtomicReference<Instant> now;

  /** A clock that shows 2026-11-22T12:00:00Z. */
  public ManualClock() {
    this(USUAL_START);
  }

  /** A clock that shows {@code start}. */
  public ManualClock(Instant start) {
    now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /**
   * Moves the clock forward.
   *
   * @throws IllegalArgumentException if {@code length} is negative
   */
  public void advance(Duration length) {
    if (length.isNegative()) {
      throw new IllegalArgumentException("time does not run backwards: " + length);
    }
    now.updateAndGet(instant -> instant.plus(length));
  }

  /** Moves the clock forward by {@code length} and returns at once. */
  @Override
  public void sleep(Duration length) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    advance(length);
  }
}
