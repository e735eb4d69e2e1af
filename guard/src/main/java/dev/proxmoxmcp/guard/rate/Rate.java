package dev.proxmoxmcp.guard.rate;

import java.time.Duration;
import java.time.Instant;

/**
 * A rate: so much at once, and so much in the long run. In any time it lets pass at most {@code
 * burst} and {@code perMinute} for each minute of it. Immutable.
 *
 * @param perMinute in the long run, at least 1
 * @param burst at once after a rest, at least 1
 */
public record Rate(int perMinute, int burst) {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /**
   * @throws IllegalArgumentException if one of them is less than 1
   */
  public Rate {
    if (perMinute < 1 || burst < 1) {
      throw new IllegalArgumentException("a rate lets something pass");
    }
  }

  /** For people: {@code 60 a minute, 30 at once}. */
  public String text() {
    return perMinute + " a minute, " + burst + " at once";
  }

  /** How long one of them takes to come back, in nanoseconds. */
  private long each() {
    return MINUTE / perMinute;
  }

  /** How long all of them take to come back, in nanoseconds. */
  long all() {
    return each() * burst;
  }

  /**
   * From when all is there again, if nothing is taken.
   *
   * @param full what was known before. More than {@link #all} ahead means that the clock went back;
   *     then nothing is there, so that it neither gives something for free nor stops all for as
   *     long as it went back
   * @param now the time; both in nanoseconds of {@link #nanos}
   */
  long known(long full, long now) {
    return Math.min(Math.max(full, now), now + all());
  }

  /** The same, if {@code count} more are taken. */
  long after(long known, int count) {
    return known + each() * count;
  }

  /** For how long what {@link #after} says would be too much, in nanoseconds; 0 if it is not. */
  long excess(long after, long now) {
    return Math.max(0, after - now - all());
  }

  static long nanos(Instant at) {
    return at.getEpochSecond() * SECOND + at.getNano();
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }
}
