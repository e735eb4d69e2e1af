package dev.proxmoxmcp.client.access;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long something is good yet, as far as somebody has to care. */
public enum Remaining {
  /** For ever. */
  ENDLESS,
  /** More than 14 days. */
  AMPLE,
  /** At most 14 days: it is time to renew it. */
  SOON,
  /** At most 3 days: it is high time. */
  VERY_SOON,
  /** It has ended. */
  OVER;

  private static final Duration SOON_IS = Duration.ofDays(14);
  private static final Duration VERY_SOON_IS = Duration.ofDays(3);

  /**
   * How long from {@code now} on.
   *
   * @param end null for never
   */
  public static Remaining of(@Nullable Instant end, Instant now) {
    if (end == null) {
      return ENDLESS;
    }
    Duration left = Duration.between(now, end);
    if (!left.isPositive()) {
      return OVER;
    }
    return left.compareTo(VERY_SOON_IS) <= 0
        ? VERY_SOON
        : left.compareTo(SOON_IS) <= 0 ? SOON : AMPLE;
  }

  /** {@code expires in 13 days}, {@code expires in 5 hours}, {@code expired 2 days ago}. */
  public static String words(Instant end, Instant now) {
    Duration left = Duration.between(now, end);
    return left.isPositive()
        ? "expires in " + amount(left)
        : "expired " + amount(left.negated()) + " ago";
  }

  private static String amount(Duration length) {
    return length.toDays() >= 2
        ? length.toDays() + " days"
        : length.toHours() >= 2 ? length.toHours() + " hours" : length.toMinutes() + " minutes";
  }
}
