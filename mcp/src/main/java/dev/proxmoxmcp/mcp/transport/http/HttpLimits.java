package dev.proxmoxmcp.mcp.transport.http;

import java.time.Duration;

/**
 * What the HTTP side bears, beside {@link dev.proxmoxmcp.mcp.api.Limits}.
 *
 * @param times how long things may take
 * @param counts how much there may be
 */
public record HttpLimits(Times times, Counts counts) {
  /** Of times and counts their defaults. */
  public static final HttpLimits DEFAULT = new HttpLimits(Times.DEFAULT, Counts.DEFAULT);

  /**
   * How long things may take.
   *
   * @param silence how long a call may be silent before its answer becomes a stream, and between
   *     two heartbeats on it; this is also how soon a client that went away is noticed
   * @param head how long the whole head of the first request may take, from when the connection was
   *     opened; a handshake of TLS is within it
   * @param body how long a client may take to send the body of one request
   * @param idle how long a connection may be idle, and how long after its last answer the whole
   *     head of the next request may take
   * @param session how long a legacy session without a request lives
   */
  public record Times(
      Duration silence, Duration head, Duration body, Duration idle, Duration session) {
    /** 1 s, 10 s, 10 s, 60 s, 30 min. */
    public static final Times DEFAULT =
        new Times(
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofMinutes(30));

    /**
     * @throws IllegalArgumentException if one of them leaves no room at all
     */
    public Times {
      if (!silence.isPositive()
          || !head.isPositive()
          || !body.isPositive()
          || !idle.isPositive()
          || !session.isPositive()) {
        throw new IllegalArgumentException("every limit must be greater than zero");
      }
    }
  }

  /**
   * How much there may be.
   *
   * @param connections at once; more wait to be accepted
   * @param requests of one caller at once; one more is refused
   * @param streams of one caller at once that were asked for by GET; one more is refused
   * @param sessions of the legacy era in all; one more ends the one that was idle longest
   * @param sessionsOfOne of one caller; one more ends that one's own
   * @param headBytes of one request's head
   */
  public record Counts(
      int connections, int requests, int streams, int sessions, int sessionsOfOne, int headBytes) {
    /** 512 connections, 256 requests, 128 streams, 1000 sessions, 250 of one caller, 8 KiB. */
    public static final Counts DEFAULT = new Counts(512, 256, 128, 1000, 250, 8 << 10);

    /**
     * @throws IllegalArgumentException if one of them leaves no room at all
     */
    public Counts {
      if (connections < 1 || requests < 1 || sessions < 1 || sessionsOfOne < 1 || headBytes < 1) {
        throw new IllegalArgumentException("every limit must be greater than zero");
      }
    }
  }

  /** {@link Times#silence()}. */
  Duration silence() {
    return times.silence();
  }

  /** {@link Times#body()}. */
  Duration body() {
    return times.body();
  }

  /** The same with another {@link Times#silence()}. */
  public HttpLimits withSilence(Duration other) {
    return with(new Times(other, times.head(), times.body(), times.idle(), times.session()));
  }

  /** The same with another {@link Times#body()}. */
  public HttpLimits withBody(Duration other) {
    return with(new Times(times.silence(), times.head(), other, times.idle(), times.session()));
  }

  /** The same with another {@link Times#head()} and {@link Times#idle()}. */
  public HttpLimits withIdle(Duration other) {
    return with(new Times(times.silence(), other, times.body(), other, times.session()));
  }

  /** The same with other times. */
  public HttpLimits with(Times other) {
    return new HttpLimits(other, counts);
  }

  /** The same with other counts. */
  public HttpLimits with(Counts other) {
    return new HttpLimits(times, other);
  }
}
