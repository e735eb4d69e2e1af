package dev.proxmoxmcp.guard.rate;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much each principal may do of each tier. What changes something is counted in the store, in
 * the transaction that records the intent, so that all processes share it; looks are counted by
 * each process for itself, without a lock. Thread-safe.
 */
public final class RateLimits {
  /**
   * What counts where nothing else is said. Looks: far more than a conversation makes, less than a
   * loop does. Changes: a guest each, so that the largest batch of a tool passes at once. Commands:
   * a few a second for a moment, one a second in the long run. What loses something: what a person
   * still follows. Administration is rare.
   */
  public static final Map<Tier, Rate> DEFAULT =
      Collections.unmodifiableMap(
          new EnumMap<>(
              Map.of(
                  Tier.READ, new Rate(6_000, 2_000),
                  Tier.CHANGE, new Rate(120, 100),
                  Tier.DESTROY, new Rate(20, 20),
                  Tier.EXEC, new Rate(60, 30),
                  Tier.ADMIN, new Rate(20, 10))));

  private static final Taking TAKEN = new Taking.Taken();

  /** From how many principals on those are forgotten who rested long enough. */
  private static final int MANY = 10_000;

  private final Map<Tier, Rate> rates;
  private final ConcurrentHashMap<String, AtomicLong> looks = new ConcurrentHashMap<>();

  /**
   * @param rates by tier; the default counts for those that it has not
   */
  public RateLimits(Map<Tier, Rate> rates) {
    EnumMap<Tier, Rate> all = new EnumMap<>(DEFAULT);
    all.putAll(rates);
    this.rates = Collections.unmodifiableMap(all);
  }

  /** All rates, by tier. */
  public Map<Tier, Rate> rates() {
    return rates;
  }

  private Rate rate(Tier tier) {
    Rate rate = rates.get(tier);
    if (rate == null) {
      throw new IllegalStateException("every tier has a rate");
    }
    return rate;
  }

  /**
   * Takes {@code count} of what {@code principal} may do, or nothing. Keep the transaction also
   * where it refuses: it may have noted that the clock went back.
   *
   * @param books of the transaction in which it is done; if it is undone, so is this
   * @param tier what is done; of looks too, if they are to be counted for all processes
   * @param count how many guests it touches, at least 1
   */
  public Taking take(Books books, String principal, Tier tier, int count, Instant now) {
    Rate rate = rate(tier);
    int taken = Math.max(1, count);
    if (taken > rate.burst()) {
      return new Taking.TooMany(tier, rate, taken);
    }
    String id = tier.label() + " " + principal;
    long at = Rate.nanos(now);
    long full = full(books.get(Kind.BUCKET, id), at + rate.all());
    long known = rate.known(full, at);
    long after = rate.after(known, taken);
    long excess = rate.excess(after, at);
    if (excess > 0) {
      if (known < full) { // the clock went back: time counts from here on
        books.put(Kind.BUCKET, id, Long.toString(known), Rate.instant(known));
      }
      return new Taking.Wait(tier, rate, Duration.ofNanos(excess));
    }
    books.put(Kind.BUCKET, id, Long.toString(after), Rate.instant(after));
    return TAKEN;
  }

  /** A body that is none of ours counts like a clock that went back: nothing is there. */
  private static long full(Optional<String> body, long empty) {
    try {
      return body.map(Long::valueOf).orElse(Long.MIN_VALUE);
    } catch (NumberFormatException _) {
      return empty + 1;
    }
  }

  /** Takes one look of {@code principal}, or nothing. Waits for nobody. */
  public Taking look(String principal, Instant now) {
    Rate rate = rate(Tier.READ);
    long at = Rate.nanos(now);
    AtomicLong full = looks.get(principal);
    if (full == null) {
      forget(at);
      full = looks.computeIfAbsent(principal, _ -> new AtomicLong(Long.MIN_VALUE));
    }
    while (true) {
      long before = full.get();
      long known = rate.known(before, at);
      long after = rate.after(known, 1);
      long excess = rate.excess(after, at);
      if (excess > 0) {
        if (known < before) { // the clock went back: time counts from here on
          full.compareAndSet(before, known);
        }
        return new Taking.Wait(Tier.READ, rate, Duration.ofNanos(excess));
      }
      if (full.compareAndSet(before, after)) {
        return TAKEN;
      }
    }
  }

  /** Of how many principals looks are counted. */
  int remembered() {
    return looks.size();
  }

  /** Who has all of it again is as one who never came. */
  private void forget(long at) {
    if (looks.size() >= MANY) {
      looks.values().removeIf(full -> full.get() <= at);
    }
  }
}
