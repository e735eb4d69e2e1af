package dev.proxmoxmcp.simulator.api;

import java.time.Duration;

/**
 * How long a host takes, in real time, until it says that something does not work.
 *
 * @param refusal before a refusal of credentials, and until a guest agent that does not answer is
 *     given up; real hosts: 3 s
 * @param forwarding until a node that does not answer is given up; real hosts: 30 s
 * @param locking until a lock that cannot be had is given up; real hosts: 10 s
 */
public record Patience(Duration refusal, Duration forwarding, Duration locking) {
  /** That of a real host. */
  public static final Patience REAL =
      new Patience(Duration.ofSeconds(3), Duration.ofSeconds(30), Duration.ofSeconds(10));

  public Patience {
    if (refusal.isNegative() || forwarding.isNegative() || locking.isNegative()) {
      throw new IllegalArgumentException("no limit may be negative");
    }
  }

  /** How long an answer of that kind takes. */
  Duration of(Wait wait) {
    return switch (wait) {
      case NONE -> Duration.ZERO;
      case BROKEN_DAEMON -> refusal.multipliedBy(5).dividedBy(3);
      case AGENT, REFUSAL -> refusal;
      case FORWARDING -> forwarding;
      case LOCKING -> locking;
    };
  }

  /** What a refusal was kept waiting for. */
  public enum Wait {
    NONE,
    AGENT,
    /** Measured: 5 s, where an agent that is silent takes 3 s. */
    BROKEN_DAEMON,
    REFUSAL,
    FORWARDING,
    LOCKING
  }
}
