package dev.proxmoxmcp.app.http;

import dev.proxmoxmcp.mcp.transport.http.HttpLimits;
import java.time.Duration;
import java.util.Map;

/** The limits of HTTP, with those that the settings say. */
final class SaidLimits {
  private static final HttpLimits.Counts COUNTS = HttpLimits.Counts.DEFAULT;
  private static final HttpLimits.Times TIMES = HttpLimits.Times.DEFAULT;

  private SaidLimits() {}

  /**
   * All of them.
   *
   * @param said by their keys, within their bounds
   */
  static HttpLimits of(Map<String, Integer> said) {
    return new HttpLimits(
        new HttpLimits.Times(
            TIMES.silence(),
            seconds(said, "head-seconds", TIMES.head()),
            seconds(said, "body-seconds", TIMES.body()),
            seconds(said, "idle-seconds", TIMES.idle()),
            Duration.ofMinutes(
                said.getOrDefault("session-minutes", (int) TIMES.session().toMinutes()))),
        new HttpLimits.Counts(
            said.getOrDefault("connections", COUNTS.connections()),
            said.getOrDefault("requests", COUNTS.requests()),
            said.getOrDefault("streams", COUNTS.streams()),
            said.getOrDefault("sessions", COUNTS.sessions()),
            said.getOrDefault("sessions-of-one", COUNTS.sessionsOfOne()),
            said.getOrDefault("head-bytes", COUNTS.headBytes())));
  }

  private static Duration seconds(Map<String, Integer> said, String key, Duration otherwise) {
    return Duration.ofSeconds(said.getOrDefault(key, (int) otherwise.toSeconds()));
  }
}
