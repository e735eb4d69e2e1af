package dev.proxmoxmcp.simulator.http;

import java.time.Duration;

/**
 * How patient the server is.
 *
 * @param idle after how long a connection without a request in progress is closed; pveproxy: 5 s
 * @param server what it calls itself
 */
public record WireLimits(Duration idle, String server) {
  /** What pveproxy calls itself. */
  public static final String PVEPROXY = "pve-api-daemon/3.0";

  /** Requests on one connection, after which pveproxy closes it. */
  static final int REQUESTS_PER_CONNECTION = 100;

  /** The largest body that pveproxy reads, in bytes. */
  static final int BODY_BYTES = 512 * 1024;

  /** Header lines together may be shorter than this, in bytes. */
  static final int HEADER_BYTES = 8 * 1024;

  /** There may be fewer header lines than this. */
  static final int HEADER_LINES = 64;

  /** Those of a host that calls itself what it is. */
  public WireLimits(Duration idle) {
    this(idle, PVEPROXY);
  }

  public WireLimits {
    if (idle.isNegative() || idle.isZero()) {
      throw new IllegalArgumentException("the idle limit must be positive, was " + idle);
    }
  }
}
