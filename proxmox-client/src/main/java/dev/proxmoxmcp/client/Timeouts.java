package dev.proxmoxmcp.client;

import java.time.Duration;

/**
 * How long to wait for a host.
 *
 * @param connect for its name to be resolved and a connection to be made
 * @param answer for everything together, from asking to the last byte of the answer; pveproxy gives
 *     up on another node after 30 s, so less hides its message
 */
public record Timeouts(Duration connect, Duration answer) {
  /**
   * @throws IllegalArgumentException if one is not positive or longer than an hour
   */
  public Timeouts {
    check("connect", connect);
    check("answer", answer);
  }

  /** 5 s to connect, 35 s to answer. */
  public static Timeouts standard() {
    return new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(35));
  }

  /** These, with no more time for an answer than {@code limit}. */
  public Timeouts within(Duration limit) {
    return limit.compareTo(answer) < 0 ? new Timeouts(connect, limit) : this;
  }

  private static void check(String name, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "the " + name + " timeout is more than 0 and at most an hour, was " + value);
    }
  }
}
