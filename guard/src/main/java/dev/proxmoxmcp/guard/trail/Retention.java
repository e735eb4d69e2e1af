package dev.proxmoxmcp.guard.trail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much of a trail is kept. What is older is removed from its start, never from within.
 *
 * @param age how long a record is kept; null for ever
 * @param records how many are kept; null for all
 */
public record Retention(@Nullable Duration age, @Nullable Long records) {
  /** Everything is kept. */
  public static final Retention ALL = new Retention(null, null);
}
