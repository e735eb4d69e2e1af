package dev.proxmoxmcp.dashboard;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a link holds so that it opens the page once: on the loopback interface everybody on the
 * machine reaches a port, and only who was sent there is shown the log-in. Thread-safe.
 */
final class OneTimeLinks {
  private static final int BYTES = 32;

  /** Each call that waits has one or a few. */
  private static final int MOST = 256;

  private final InstantSource clock;
  private final SecureRandom random;

  /** Until when each is good, the oldest first; guarded by itself. */
  private final Map<String, Instant> open = new LinkedHashMap<>();

  OneTimeLinks(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /** A new one. */
  String make() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    synchronized (open) {
      Instant now = clock.instant();
      open.values().removeIf(until -> !now.isBefore(until));
      if (open.size() >= MOST) {
        open.remove(open.keySet().iterator().next());
      }
      open.put(token, now.plus(Tickets.LIFE));
    }
    return token;
  }

  /** Uses one up; false if it is none, is over, or was used before. */
  boolean use(String token) {
    synchronized (open) {
      Instant until = open.remove(token);
      return until != null && clock.instant().isBefore(until);
    }
  }
}
