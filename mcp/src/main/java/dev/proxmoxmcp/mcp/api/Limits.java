package dev.proxmoxmcp.mcp.api;

import java.time.Duration;

/**
 * What one server bears.
 *
 * @param callsInFlight how many tool calls run at once; one more is answered with an error that
 *     says so
 * @param messageBytes the longest message that is read, in bytes of UTF-8
 * @param drain how long the calls in flight may go on after the end of the input, or after {@code
 *     close()}; then they are interrupted
 */
public record Limits(int callsInFlight, int messageBytes, Duration drain) {
  /** 256 calls, 4 MiB, 60 seconds. */
  public static final Limits DEFAULT = new Limits(256, 4 << 20, Duration.ofSeconds(60));

  /**
   * @throws IllegalArgumentException if a limit leaves no room at all
   */
  public Limits {
    if (callsInFlight < 1 || messageBytes < 1 || drain.isNegative()) {
      throw new IllegalArgumentException(
          "limits must leave room, got %d calls, %d bytes, %s"
              .formatted(callsInFlight, messageBytes, drain));
    }
  }
}
