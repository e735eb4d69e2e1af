package dev.proxmoxmcp.client.http;

import dev.failsafe.CircuitBreaker;
import dev.proxmoxmcp.client.Unreachable.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Whether a member is worth a try: a circuit breaker. Three failures in a row open it for a second,
 * then one try is let through; each that fails doubles the rest, up to half a minute. The counting
 * is Failsafe's; the time is the clock's that is passed in, which Failsafe cannot take.
 * Thread-safe.
 */
final class MemberHealth {
  private static final int FAILURES = 3;
  private static final Duration FIRST_REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofSeconds(30);

  /** Never reached: our clock ends a rest. */
  private static final Duration OWN_DELAY = Duration.ofDays(365);

  /** What can be said of a member now. */
  enum State {
    /** It answers. */
    WELL,
    /** It failed, and is left alone. */
    RESTS,
    /** It failed, and the rest is over: one try is let through. */
    ON_TRIAL,
    /** It took requests and broke them off; of use where nobody is well. */
    LAST_RESORT
  }

  private final InstantSource clock;

  /** Null until the first request, so that a start of the program does not pay for it. */
  private @Nullable CircuitBreaker<Object> made;

  private Duration rest = FIRST_REST;
  private boolean met;
  private Instant restsUntil = Instant.MIN;
  private Reason lastFailure = Reason.BROKEN;

  MemberHealth(InstantSource clock) {
    this.clock = clock;
  }

  private CircuitBreaker<Object> breaker() {
    if (made == null) {
      made =
          CircuitBreaker.builder()
              .withFailureThreshold(FAILURES)
              .withSuccessThreshold(1)
              .withDelay(OWN_DELAY)
              .build();
    }
    return made;
  }

  synchronized State state() {
    if (breaker().isClosed() || met) {
      return State.WELL;
    }
    if (!clock.instant().isBefore(restsUntil)) {
      return State.ON_TRIAL;
    }
    return lastFailure == Reason.BROKEN ? State.LAST_RESORT : State.RESTS;
  }

  /** Takes the right to one try; every try that was let through must be told its outcome. */
  synchronized boolean admits() {
    if (breaker().isClosed()) {
      return true;
    }
    State now = state();
    if (now == State.RESTS || now == State.LAST_RESORT) {
      return now == State.LAST_RESORT;
    }
    met = false;
    // if the outcome of this trial is never told, there is another after as long a rest
    restsUntil = clock.instant().plus(rest);
    breaker().open();
    breaker().halfOpen();
    return breaker().tryAcquirePermit();
  }

  /** It took a connection and proved itself, so one try may be made before its rest is over. */
  synchronized void met() {
    met = !breaker().isClosed();
  }

  /** It did not even take a connection. */
  synchronized void notMet() {
    if (!breaker().isClosed()) {
      restLonger();
    }
  }

  private void restLonger() {
    rest = shorter(rest.multipliedBy(2), LONGEST_REST);
    restsUntil = clock.instant().plus(rest);
  }

  synchronized void succeeded() {
    if (breaker().isClosed()) {
      breaker().recordSuccess();
    } else {
      breaker().close();
    }
    met = false;
    rest = FIRST_REST;
  }

  synchronized void failed(Reason why) {
    lastFailure = why;
    boolean trial = breaker().isHalfOpen();
    if (breaker().isOpen()) {
      return; // a try that began before the others failed
    }
    breaker().recordFailure();
    if (trial) {
      restLonger();
    } else if (breaker().isOpen()) {
      restsUntil = clock.instant().plus(rest);
    }
  }

  /** Why the last try failed. */
  synchronized Reason lastFailure() {
    return lastFailure;
  }

  /** Until a try is let through again; zero if it would be now. */
  synchronized Duration restLeft() {
    Duration left = Duration.between(clock.instant(), restsUntil);
    return breaker().isClosed() || left.isNegative() ? Duration.ZERO : left;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
