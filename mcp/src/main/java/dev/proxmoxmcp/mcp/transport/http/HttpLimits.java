package dev.proxmoxmcp.mcp.transport.http;

import java.time.Duration;

/**
 * What the HTTP side bears, beside {@link dev.proxmoxmcp.mcp.api.Limits}.
 *
 * @param silence how long a call may be silent before its answer becomes a stream, and between two
 *     heartbeats on it; this is also how soon a client that went away is noticed
 * @param body how long a client may take to send the body of one request
 * @param idle how long a connection may be idle, and how long after it was opened, or after its
 *     last answer, the whole head of the next request may take
 * @param sessionIdle how long a legacy session without a request lives
 * @param sessions how many legacy sessions there may be; one more ends the one that was idle
 *     longest
 * @param connections how many connections there may be; more wait to be accepted
 */
public record HttpLimits(
    Duration silence,
    Duration body,
    Duration idle,
    Duration sessionIdle,
    int sessions,
    int connections) {
  /** 1 s, 10 s, 60 s, 30 min, 1000 sessions, 512 connections. */
  public static final HttpLimits DEFAULT =
      new HttpLimits(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(30),
          1000,
          512);

  /**
   * @throws IllegalArgumentException if a limit leaves no room at all
   */
  public HttpLimits {
    if (!silence.isPositive()
        || !body.isPositive()
        || !idle.isPositive()
        || !sessionIdle.isPositive()
        || sessions < 1
        || connections < 1) {
      throw new IllegalArgumentException("every limit must be greater than zero");
    }
  }

  /** The same with another {@link #silence()}. */
  public HttpLimits withSilence(Duration other) {
    return new HttpLimits(other, body, idle, sessionIdle, sessions, connections);
  }

  /** The same with another {@link #body()}. */
  public HttpLimits withBody(Duration other) {
    return new HttpLimits(silence, other, idle, sessionIdle, sessions, connections);
  }

  /** The same with another {@link #idle()}. */
  public HttpLimits withIdle(Duration other) {
    return new HttpLimits(silence, body, other, sessionIdle, sessions, connections);
  }

  /** The same with another {@link #connections()}. */
  public HttpLimits withConnections(int other) {
    return new HttpLimits(silence, body, idle, sessionIdle, sessions, other);
  }
}
