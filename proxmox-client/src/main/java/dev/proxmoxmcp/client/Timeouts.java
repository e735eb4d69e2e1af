package dev.proxmoxmcp.client;

import java.time.Duration;

/**
 * How long to wait for a host, phase by phase.
 *
 * @param connect for its name to be resolved and a connection to be made
 * @param handshake for encryption to be agreed on, once connected
 * @param patience for the next sign of life (connection and handshake, then the first byte of an
 *     answer) of one member while another could take a read over. Without another, the other limits
 *     alone hold
 * @param answer for everything together, from asking to the last byte of the answer, over all
 *     tries; pveproxy gives up on another node after 30 s, so less hides its message
 * @param idle how long a connection is kept without use. pveproxy closes one after 5 s; ours end
 *     earlier, so that no request meets a connection that is being closed
 */
public record Timeouts(
    Duration connect, Duration handshake, Duration patience, Duration answer, Duration idle) {
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);

  /** A lost first packet is sent again after a second, and must not end a try. */
  private static final Duration CONNECT = Duration.ofMillis(1_500);

  private static final Duration PATIENCE = Duration.ofMillis(1_500);
  private static final Duration IDLE = Duration.ofSeconds(4);

  /**
   * @throws IllegalArgumentException if one is not positive or longer than an hour
   */
  public Timeouts {
    check("connect", connect);
    check("handshake", handshake);
    check("patience", patience);
    check("answer", answer);
    check("idle", idle);
  }

  /** With the usual limits for all phases but these. */
  public Timeouts(Duration connect, Duration answer) {
    this(connect, HANDSHAKE, PATIENCE, answer, IDLE);
  }

  /** 1.5 s to connect, 10 s for the handshake, 35 s to answer; 1.5 s of patience, 4 s idle. */
  public static Timeouts standard() {
    return new Timeouts(CONNECT, Duration.ofSeconds(35));
  }

  /** These, with another limit for connections without use. */
  public Timeouts withIdle(Duration limit) {
    return new Timeouts(connect, handshake, patience, answer, limit);
  }

  /** These, with another patience. */
  public Timeouts withPatience(Duration limit) {
    return new Timeouts(connect, handshake, limit, answer, idle);
  }

  private static void check(String name, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "the " + name + " timeout is more than 0 and at most an hour, was " + value);
    }
  }
}
