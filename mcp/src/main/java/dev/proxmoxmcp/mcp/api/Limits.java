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
 * @param page how many entries one page of a list has at most
 * @param subscriptions how many streams of changes one caller may have at once, and how many
 *     resources one client may watch
 * @param answer how long a question waits for its answer
 */
public record Limits(
    int callsInFlight,
    int messageBytes,
    Duration drain,
    int page,
    int subscriptions,
    Duration answer) {
  /** 256 calls, 4 MiB, 60 seconds, pages of 200, 128 subscriptions, two minutes for an answer. */
  public static final Limits DEFAULT = new Limits(256, 4 << 20, Duration.ofSeconds(60));

  /** The same but for these three. */
  public Limits(int callsInFlight, int messageBytes, Duration drain) {
    this(callsInFlight, messageBytes, drain, 200, 128, Duration.ofMinutes(2));
  }

  /**
   * @throws IllegalArgumentException if a limit leaves no room at all
   */
  public Limits {
    if (callsInFlight < 1
        || messageBytes < 1
        || drain.isNegative()
        || page < 1
        || subscriptions < 1
        || !answer.isPositive()) {
      throw new IllegalArgumentException(
          "limits must leave room, got %d calls, %d bytes, %s, pages of %d, %d subscriptions, %s"
              .formatted(callsInFlight, messageBytes, drain, page, subscriptions, answer));
    }
  }
}
