package dev.proxmoxmcp.guard.rate;

import dev.proxmoxmcp.base.Tier;
import java.time.Duration;

/** Whether a rate lets something pass. */
public sealed interface Taking {
  /** It may go on. */
  record Taken() implements Taking {}

  /**
   * It may not, now; nothing was taken.
   *
   * @param tier of what
   * @param rate that it would go beyond
   * @param retryAfter when it may, if nothing else is taken meanwhile; more than nothing
   */
  record Wait(Tier tier, Rate rate, Duration retryAfter) implements Taking {
    /** A whole sentence for who has to wait. */
    public String text() {
      return "Nothing was sent, because this caller has used up the rate of "
          + words(tier)
          + " ("
          + rate.text()
          + "); retry after "
          + seconds()
          + " s. policy.rates."
          + tier.label()
          + " of the settings says how much it is.";
    }

    /** The time in whole seconds, never too short. */
    public long seconds() {
      return retryAfter.plusNanos(999_999_999).toSeconds();
    }
  }

  /**
   * It is more than ever passes at once; nothing was taken.
   *
   * @param tier of what
   * @param rate that it would go beyond
   * @param count how many were wanted
   */
  record TooMany(Tier tier, Rate rate, int count) implements Taking {
    /** A whole sentence for who wanted too much. */
    public String text() {
      return "Nothing was sent, because "
          + count
          + " at once are more than the rate of "
          + words(tier)
          + " ever lets pass ("
          + rate.text()
          + "); part it into calls of at most "
          + rate.burst()
          + ".";
    }
  }

  private static String words(Tier tier) {
    return switch (tier) {
      case READ -> "looks";
      case CHANGE -> "changes";
      case DESTROY -> "what loses something";
      case EXEC -> "commands and files in guests";
      case ADMIN -> "administration";
    };
  }
}
