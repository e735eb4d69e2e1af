package dev.proxmoxmcp.app.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Until when a token is good after its rotation.
 *
 * @param days from now; 0 for ever, null for as before: a year for one that ends, for ever for one
 *     that does not
 */
public record Lifetime(@Nullable Integer days) {
  /** The longest that can be asked for, in days. */
  public static final int MOST = 3650;

  private static final int USUAL = 365;

  /**
   * @throws IllegalArgumentException if it is negative or longer than {@value #MOST} days
   */
  public Lifetime {
    if (days != null && (days < 0 || days > MOST)) {
      throw new IllegalArgumentException(
          "takes 1 to " + MOST + " days, or 0 for a token that never expires");
    }
  }

  /** The end of a token that ended at {@code before}, null for never. */
  @Nullable Instant end(@Nullable Instant before, InstantSource clock) {
    int length = days != null ? days : before == null ? 0 : USUAL;
    return length == 0
        ? null
        : clock.instant().plus(Duration.ofDays(length)).truncatedTo(ChronoUnit.SECONDS);
  }
}
